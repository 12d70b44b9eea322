using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Ui;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>Merging records of persons: its use cases, the register's columns that name a person, and the words of what they hold.</summary>
internal static class MergesModule
{
    private static readonly (string Table, string Word, string Unit)[] Words =
    [
        ("registry_hospital_patient", T("就诊医院"), T("条")), ("registry_compare_row", T("比对名单的行"), T("行")), ("registry_compare_finding", T("比对差异"), T("条")),
    ];

    private static readonly PersonColumn[] Columns =
    [
        PersonColumn.Of<Person>(nameof(Person.MergedInto), isAsked: false), PersonColumn.Of<PersonAlias>(nameof(PersonAlias.PersonId), isAsked: false), PersonColumn.Of<Household>(nameof(Household.HeadPersonId), isAsked: false),
        PersonColumn.Of<Membership>(nameof(Membership.PersonId), isAsked: false), PersonColumn.Of<PersonFact>(nameof(PersonFact.PersonId)), PersonColumn.Of<RegistryEvent>(nameof(RegistryEvent.PersonId)),
        PersonColumn.Of<ListEntry>(nameof(ListEntry.PersonId)), PersonColumn.Of<Question>(nameof(Question.PersonId)), PersonColumn.Of<Proposal>(nameof(Proposal.PersonId)),
        PersonColumn.Of<HospitalPatient>(nameof(HospitalPatient.PersonId)), PersonColumn.Of<RunRow>(nameof(RunRow.PersonId), isAsked: false), PersonColumn.Of<Finding>(nameof(Finding.PersonId), isAsked: false),
    ];

    private static readonly PersonColumnLeft[] Left =
    [
        new(typeof(ImportRow), nameof(ImportRow.PersonId), "tells what became of a row when it was imported; the timeline reads it through the merged record"),
        new(typeof(TrialRow), nameof(TrialRow.PersonId), "a preview of an import, made anew each time"),
        new(typeof(PersonMerge), nameof(PersonMerge.KeptId), "says which records were merged"),
        new(typeof(PersonMerge), nameof(PersonMerge.GoneId), "says which records were merged"),
        new(typeof(Platform.Audit.AuditEntry), nameof(Platform.Audit.AuditEntry.SubjectId), "the trail is never changed; who looked is read through the merged record"),
    ];

    public static void AddMerges(this IServiceCollection services)
    {
        foreach (var column in Columns) services.AddSingleton(column);
        foreach (var left in Left) services.AddSingleton(left);
        foreach (var (table, word, unit) in Words) services.AddSingleton(new RecordWord(table, word, unit, typeof(Texts)));
        services.AddSingleton<IMergeRule, RegistryMergeRule>();
        services.AddSingleton<LookAtMerge>().AddSingleton<CarryOutMerge>().AddSingleton<MergePersons>();
        services.AddSingleton<LaterRows>().AddSingleton<LookBackAtMerge>().AddSingleton<TakeMergeBack>().AddSingleton<MergedFinding>().AddSingleton<UndoMerge>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("合并记录"), "/persons/merges", LookAtMerge.Action, 45));
    }
}
