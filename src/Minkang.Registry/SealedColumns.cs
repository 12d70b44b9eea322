using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Security;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;

namespace Minkang.Registry;

/// <summary>Every sealed or hashed column of the registry, for the rotation of keys.</summary>
internal static class SealedColumns
{
    public static void AddSealedColumns(this IServiceCollection services)
    {
        services.AddSingleton(new SealedColumn(typeof(Person), nameof(Person.IdSealed), Purposes.IdNumber,
            (nameof(Person.IdHash), Purposes.IdNumber, number => number), (nameof(Person.IdTailHash), Purposes.IdTail, number => number[^4..])));
        services.AddSingleton(new SealedColumn(typeof(Person), nameof(Person.IdStatedSealed), Purposes.IdStated));
        services.AddSingleton(new SealedColumn(typeof(Person), nameof(Person.PhoneSealed), Purposes.Phone));
        services.AddSingleton(new SealedColumn(typeof(ListEntry), nameof(ListEntry.PayloadSealed), Purposes.ListEntry, (nameof(ListEntry.ContentHash), Purposes.ListEntry, content => content)));
        services.AddSingleton(new SealedColumn(typeof(Question), nameof(Question.DetailSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(Question), nameof(Question.NoteSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(ListImport), nameof(ListImport.SketchSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(TrialRow), nameof(TrialRow.DifferenceSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(ImportChange), nameof(ImportChange.ValuesSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(ListImport), nameof(ListImport.UndoReasonSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(Proposal), nameof(Proposal.ReasonSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(Proposal), nameof(Proposal.PayloadSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(CompareRun), nameof(CompareRun.ShortfallSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(RunRow), nameof(RunRow.ContentSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(Finding), nameof(Finding.ValueSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(Finding), nameof(Finding.OtherValueSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(FindingDecision), nameof(FindingDecision.ReasonSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(DecidedFinding), nameof(DecidedFinding.ChangesSealed), Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(PersonAlias), nameof(PersonAlias.IdSealed), Purposes.IdNumber,
            (nameof(PersonAlias.IdHash), Purposes.IdNumber, number => number), (nameof(PersonAlias.IdTailHash), Purposes.IdTail, number => number[^4..])));
        services.AddSingleton(new SealedColumn(typeof(PersonMerge), nameof(PersonMerge.ReasonSealed), Purposes.Proposal));
        foreach (var column in new[] { nameof(PersonMerge.ChoiceSealed), nameof(PersonMerge.UndoChoiceSealed), nameof(PersonMerge.LeftSealed) }) services.AddSingleton(new SealedColumn(typeof(PersonMerge), column, Purposes.ListEntry));
        services.AddSingleton(new SealedColumn(typeof(PersonMerge), nameof(PersonMerge.UndoReasonSealed), Purposes.Proposal));
        services.AddSingleton(new SealedColumn(typeof(MergeChange), nameof(MergeChange.ValuesSealed), Purposes.ListEntry));
        services.AddSingleton(new ChainedColumn(typeof(Finding), nameof(Finding.KeyHash), Purposes.ListKey));
        services.AddSingleton(new ChainedColumn(typeof(ListEntry), nameof(ListEntry.KeyHash), Purposes.ListKey));
        services.AddSingleton(new ChainedColumn(typeof(Question), nameof(Question.KeyHash), Purposes.ListKey));
    }
}
