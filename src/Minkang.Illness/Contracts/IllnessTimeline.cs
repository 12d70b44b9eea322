using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Illness.Patients;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Contracts;

/// <summary>
/// What happened to a person's health, for the timeline of the person's page (患病经过): diagnoses, verifications, routes, surveys. Masked as the actor may read;
/// protected diagnoses only where the actor may see them. Texts are Chinese.
/// </summary>
public sealed class IllnessTimeline : IPersonTimeline
{
    private readonly DiseaseCatalogue _catalogue;
    private readonly Vault _vault;

    /// <summary>Made by the registration of the module.</summary>
    public IllnessTimeline(DiseaseCatalogue catalogue, Vault vault) => (_catalogue, _vault) = (catalogue, vault);

    /// <summary>Items of a person in the actor's reach, in no order; empty for anybody else. Looking is recorded by the page that shows them.</summary>
    public async Task<IReadOnlyList<TimelineItem>> Of(CountyDb db, Actor actor, Guid personId, CancellationToken ct)
    {
        if (await PatientFile.Load(db, actor, personId, ct) is not { } file) return [];
        var sight = new Sight(actor, _catalogue, _vault);
        var href = $"/illness/persons/{personId}";
        var items = new List<TimelineItem>();
        foreach (var condition in file.Conditions)
        {
            var name = sight.Diagnosis(condition.Disease, condition.TextSealed);
            if (condition.DiagnosedOn is { } diagnosed) items.Add(new(diagnosed, "illness", T("患病"), $"确诊{name}", condition.Institution, href, Words.OfSource(condition.Source)));
            if (condition.VerifiedOn is { } verified)
                items.Add(new(verified, "verify", T("核实"), $"{Words.Of(condition.State)}：{name}", condition.Method is { } m ? Words.Of(m) : condition.Reason, href, condition.VerifierName, StatusKind.Done));
            if (condition.EndedOn is { } ended) items.Add(new(ended, "illness", T("患病"), $"结束：{name}", condition.Reason, href));
            foreach (var route in file.Routes.Where(r => r.ConditionId == condition.Id))
                items.Add(new(route.FromOn, "route", T("救治路径"), $"{name}：{Words.Of(route.Route)}", route.Reason, href, route.DecidedBy));
        }
        items.AddRange(file.Surveys.Select(s => new TimelineItem(s.SurveyedOn, "survey", T("调查"), $"{s.Year}年度医疗费用调查", s.Outcome, href, Words.OfSource(s.Source))));
        return items;
    }
}
