using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Contracts;

/// <summary>Which list a file is (名单识别).</summary>
/// <param name="ProfileId">Id of the import profile.</param>
/// <param name="Title">Chinese title of the list.</param>
/// <param name="ListOn">The day it speaks of, null when it does not say.</param>
public sealed record ListIdentity(string ProfileId, string Title, DateOnly? ListOn);

/// <summary>Tells which list a file is, without taking it in.</summary>
public sealed class IdentifyList(RecogniseList recognise)
{
    /// <summary>Refuses with <c>lists.*</c> when the file is no list that is known.</summary>
    public Outcome<ListIdentity> Handle(string fileName, byte[] content)
    {
        var opened = ListFile.Open(content, fileName);
        if (!opened.Ok) return opened.Problems.ToArray();
        var recognised = recognise.Handle(opened.Value);
        if (!recognised.Ok) return recognised.Problems.ToArray();
        var sheets = recognised.Value.Sheets;
        return new ListIdentity(sheets[0].Profile.Id, sheets[0].Profile.Title, sheets.Select(s => s.Date?.Day).Max());
    }
}
