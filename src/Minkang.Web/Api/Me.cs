using Minkang.Platform.Users;
using Minkang.Web.Accounts;

namespace Minkang.Web.Api;

/// <summary>Who is signed in, for machines.</summary>
internal static class Me
{
    public sealed record DutyAnswer(string Role, string Area, string? Organisation);

    public sealed record Answer(Guid Id, string Name, string? County, IReadOnlyList<DutyAnswer> Duties, IReadOnlyList<string> Actions);

    public static Answer Handle(CurrentActor current, PermissionMatrix matrix)
    {
        var actor = current.Actor!;
        return new(actor.UserId, actor.Name, current.CountyCode, [.. actor.Duties.Select(d => new DutyAnswer(d.Role.ToString(), d.Area.Short, d.Organisation))],
            [.. matrix.Actions.Where(actor.May).Order(StringComparer.Ordinal)]);
    }
}
