using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Measures;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;
using Minkang.Registry.Villages;

namespace Minkang.Registry;

internal sealed class RegistryModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        model.Table<Household>("registry_household");
        model.Table<Person>("registry_person");
        model.Table<Membership>("registry_membership");
        model.Table<HouseholdFact>("registry_household_fact");
        model.Table<PersonFact>("registry_person_fact");
        model.Table<RegistryEvent>("registry_event");
        model.Table<ListImport>("registry_import");
        model.Table<ImportRow>("registry_import_row").HasKey(r => new { r.ImportId, r.SheetNo, r.RowNo });
        model.Table<TrialRow>("registry_trial_row");
        model.Table<ListEntry>("registry_list_entry");
        model.Table<Question>("registry_question");
        model.Table<Proposal>("registry_proposal");
        model.Table<VillageFact>("registry_village_fact");
        model.Table<ImportChange>("registry_import_change");
        model.Table<UndoneRecord>("registry_undone_record").HasKey(r => new { r.ImportId, r.RecordKind, r.RecordId });
        model.Table<PrecisionTick>("registry_precision");
        model.Table<ScoreWeights>("registry_score_weights");
        model.Table<PovertyScore>("registry_poverty_score");
        model.Table<HospitalPatient>("registry_hospital_patient");
        model.Table<CompareRun>("registry_compare_run");
        model.Table<CompareInput>("registry_compare_input").HasKey(i => new { i.RunId, i.Seq });
        model.Table<RunList>("registry_compare_list").HasKey(l => new { l.RunId, l.ListNo });
        model.Table<RunRow>("registry_compare_row");
        model.Table<Finding>("registry_compare_finding");
        model.Table<FindingDecision>("registry_compare_decision");
        model.Table<DecidedFinding>("registry_compare_decided");
        model.Table<CompareLetter>("registry_compare_letter");
        model.Entity<ScoreWeights>().Ignore(w => w.Groups);
        model.Entity<PovertyScore>().Ignore(s => s.Total);
        model.Table<PersonMerge>("registry_person_merge");
        model.Table<MergeChange>("registry_person_merge_change");
        model.Table<PersonAlias>("registry_person_alias");
        Belongings(model);
        // A record that was merged into another is nobody of its own any more: whoever means it as well says so.
        model.Entity<Person>().HasQueryFilter(p => p.MergedInto == null);
        model.Entity<Contracts.RegistryPerson>().ToView("registry_v_person").HasKey(p => p.Id);
        model.Entity<Contracts.PersonPlace>().ToView("registry_person").HasKey(p => p.Id);
        model.Entity<Contracts.PersonPlace>().Property<Guid?>(nameof(Person.MergedInto));
        model.Entity<Contracts.PersonPlace>().HasQueryFilter(p => EF.Property<Guid?>(p, nameof(Person.MergedInto)) == null);
        model.Entity<Contracts.HouseholdCause>().ToView("registry_v_household_cause").HasKey(c => c.Id);
    }

    /// <summary>The foreign keys of the tables, so that new rows are written in an order that they allow.</summary>
    private static void Belongings(ModelBuilder model)
    {
        model.Entity<Person>().HasOne<Household>().WithMany().HasForeignKey(p => p.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Membership>().HasOne<Household>().WithMany().HasForeignKey(m => m.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Membership>().HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<HouseholdFact>().HasOne<Household>().WithMany().HasForeignKey(f => f.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PersonFact>().HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<HospitalPatient>().HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<CompareInput>().HasOne<CompareRun>().WithMany().HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<RunList>().HasOne<CompareRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<RunRow>().HasOne<CompareRun>().WithMany().HasForeignKey(r => r.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Finding>().HasOne<CompareRun>().WithMany().HasForeignKey(f => f.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<FindingDecision>().HasOne<CompareRun>().WithMany().HasForeignKey(d => d.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<DecidedFinding>().HasOne<FindingDecision>().WithMany().HasForeignKey(d => d.DecisionId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<CompareLetter>().HasOne<CompareRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PrecisionTick>().HasOne<Household>().WithMany().HasForeignKey(t => t.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PovertyScore>().HasOne<Household>().WithMany().HasForeignKey(s => s.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PovertyScore>().HasOne<ScoreWeights>().WithMany().HasForeignKey(s => s.WeightsId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Proposal>().HasOne<Household>().WithMany().HasForeignKey(p => p.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Person>().HasOne<Person>().WithMany().HasForeignKey(p => p.MergedInto).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PersonMerge>().HasOne<Person>().WithMany().HasForeignKey(m => m.KeptId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PersonMerge>().HasOne<Person>().WithMany().HasForeignKey(m => m.GoneId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<MergeChange>().HasOne<PersonMerge>().WithMany().HasForeignKey(c => c.MergeId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PersonAlias>().HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<PersonAlias>().HasOne<PersonMerge>().WithMany().HasForeignKey(a => a.MergeId).OnDelete(DeleteBehavior.NoAction);
        model.Entity<Proposal>().HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.NoAction);
    }
}
