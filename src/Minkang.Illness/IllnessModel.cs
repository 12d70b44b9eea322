using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;

namespace Minkang.Illness;

internal sealed class IllnessModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        model.Table<Condition>("illness_condition").HasOne<Condition>().WithMany().HasForeignKey(c => c.MergedInto);
        model.Table<Statement>("illness_statement").HasOne<Condition>().WithMany().HasForeignKey(s => s.ConditionId);
        model.Table<ConditionRoute>("illness_route").HasOne<Condition>().WithMany().HasForeignKey(r => r.ConditionId);
        model.Table<Survey>("illness_survey").Ignore(s => s.Costs);
        model.Table<Responsible>("illness_responsible");
        model.Table<Round>("illness_round");
        model.Entity<RoundPerson>().HasQueryFilter(p => !p.SetAside);
        model.Table<RoundPerson>("illness_round_person").HasOne<Round>().WithMany().HasForeignKey(p => p.RoundId);
    }
}
