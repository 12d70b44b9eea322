using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Api;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Clearing;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.Enrolment;
using Minkang.Benefits.Figures;
using Minkang.Benefits.Funds;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Merges;
using Minkang.Benefits.PackPages;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Premiums;
using Minkang.Benefits.Referrals;
using Minkang.Benefits.Settlements;
using Minkang.Benefits.Waivers;
using Minkang.Benefits.WhatIf;
using Minkang.Platform.Catalog;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits;

/// <summary>What the benefits module brings into the house.</summary>
public static class BenefitsModule
{
    public static IServiceCollection AddBenefits(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(Texts)));
        services.AddSingleton<ICountyModel, BenefitsModel>();
        services.AddSingleton(new MigrationSet("benefits", typeof(BenefitsModule).Assembly, "Minkang.Benefits.Migrations.", ForCounty: true));
        services.AddSingleton(_ => PackVocabulary.From(CatalogFolder.Find()));
        services.AddSingleton<AdoptedPacks>();
        services.AddScoped<CountEnrolment>().AddScoped<CountPlaces>().AddScoped<CountSettlements>().AddScoped<CountPremiums>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("参保缴费资助"), CountPremiums.Page, CountEnrolment.Action, 73));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("结算统计"), CountSettlements.Page, SettlementFilter.Action, 66));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("就医去向"), "/benefits/places", SettlementFilter.Action, 65));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("参保核对"), EnrolmentAddress.Page, CountEnrolment.Action, 60));
        services.AddSingleton(new SealedColumn(typeof(Admission), nameof(Admission.DiagnosisSealed), Purposes.Diagnosis));
        services.AddSingleton(new SealedColumn(typeof(StoredSettlement), nameof(StoredSettlement.BillSealed), Purposes.Diagnosis));
        services.AddSingleton(new SealedColumn(typeof(StoredSettlement), nameof(StoredSettlement.ExplanationSealed), Purposes.Diagnosis));
        services.AddSingleton(new SealedColumn(typeof(Reversal), nameof(Reversal.ReasonSealed), Purposes.Proposal));
        services.AddSingleton<CoveringLists>().AddSingleton<ReadDiagnosis>();
        services.AddSingleton<PrepareBill>().AddSingleton<WriteEntries>().AddSingleton<SettleBill>();
        services.AddSingleton<AskReversal>().AddSingleton<DecideReversal>().AddSingleton<ConfirmShares>();
        services.AddScoped<AdmitPatient>().AddScoped<ChangeAdmission>().AddScoped<SignAgreement>().AddScoped<EstimateBill>();
        services.AddSingleton<IPersonTimeline, BenefitsTimeline>();
        services.AddSingleton<IPersonStanding, BenefitsStanding>();
        services.AddSingleton(new RecordWord("benefit_admission", T("就诊登记"), T("份"), typeof(Texts), "benefits.eligibility"));
        services.AddSingleton(new RecordWord("benefit_settlement", T("结算单"), T("张"), typeof(Texts), SettlementFilter.Action));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("结算窗口"), "/benefits/counter", "benefits.admit", 10));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("账单文件结算"), "/benefits/bills", "benefits.finalise", 15));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("结算单"), "/benefits/settlements", SettlementFilter.Action, 20));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("冲销申请"), "/benefits/reversals", "benefits.reverse", 30));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("延期、分期还款"), "/benefits/agreements", "benefits.deferred", 40));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("费用测算"), "/benefits/estimate", "benefits.estimate", 50));
        services.AddSingleton<CataloguePacks>();
        services.AddSingleton<PackShelf>();
        services.AddScoped<ITodoSource, AdoptionTodo>();
        services.AddSingleton(s => new Contracts.SettleIntoStore(s.GetRequiredService<CountyStores>(), s));
        services.AddSingleton(s => new Contracts.SetUpPolicy(s));
        services.AddScoped<ProposeAdoption>();
        services.AddScoped<DecideAdoption>();
        services.AddScoped<ChangeOwnAdoption>();
        services.AddScoped<EditDraft>();
        services.AddScoped<PackChoices>();
        services.AddSingleton<ReadYear>();
        services.AddScoped<StartWhatIf>();
        services.AddSingleton<IJobWorker, WhatIfWorker>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("政策测算"), WhatIfWords.Page, StartWhatIf.Action, 90));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("政策包"), PackLinks.List, ProposeAdoption.Action, 80, ["benefits.what-if", "benefits.estimate"]));
        AddClearing(services);
        ChecksModule.Add(services);
        AddReferrals(services);
        AddWaiversAndFunds(services);
        BenefitsMerge.Add(services);
        return services;
    }

    private static void AddReferrals(IServiceCollection services)
    {
        foreach (var column in new[] { nameof(Referral.DiagnosisSealed), nameof(Referral.NoteSealed), nameof(Referral.RefusalSealed), nameof(Referral.OutcomeSealed) }) services.AddSingleton(new SealedColumn(typeof(Referral), column, Purposes.Diagnosis));
        services.AddSingleton<OpenReferral>().AddSingleton<OutReferrals>();
        services.AddScoped<MakeReferral>().AddScoped<AnswerReferral>().AddScoped<TieReferral>().AddScoped<SetTieredCare>();
        services.AddScoped<EditInstitution>().AddScoped<CountOneStop>().AddScoped<RecordCardUse>();
        services.AddSingleton<IPersonTimeline, ReferralsTimeline>();
        services.AddSingleton<IPersonStanding, ReferralsStanding>();
        services.AddScoped<ITodoSource, ReferralTodo>();
        services.AddSingleton(new RecordWord("benefit_referral", T("转诊单"), T("张"), typeof(Texts), ReferralReach.See));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("转诊"), "/benefits/referrals", ReferralReach.See, 62));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("定点医疗机构"), "/benefits/institutions", InstitutionBook.See, 64));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("留存证件"), "/benefits/papers", "benefits.admit", 42));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("优待卡使用"), "/benefits/card-uses", SettlementFilter.Action, 44));
    }

    private static void AddClearing(IServiceCollection services)
    {
        services.AddSingleton<MakeBatch>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("费用清算"), "/benefits/clearing", ClearingReach.See, 70, [ClearingReach.Make, ClearingReach.Confirm, ClearingReach.Pay]));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("垫付账龄"), "/benefits/clearing/ageing", ClearingReach.See, 75, [ClearingReach.Make, ClearingReach.Confirm, ClearingReach.Pay]));
        services.AddScoped<MoveBatch>().AddScoped<MatchPayerFile>().AddScoped<DecideMatchRow>();
    }

    private static void AddWaiversAndFunds(IServiceCollection services)
    {
        services.AddSingleton<KeepFund>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("基金和资金"), "/benefits/funds", KeepFund.See, 78, [KeepFund.Ledger]));
        services.AddSingleton(new SealedColumn(typeof(WaiverUse), nameof(WaiverUse.EvidenceSealed), Purposes.Diagnosis));
        services.AddSingleton<WaiverCatalogue>().AddSingleton<RecordWaiver>().AddSingleton<TallyWaiver>().AddSingleton<DecideWaiver>();
        services.AddScoped<AdoptItems>().AddScoped<WaiverLines>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("减免登记"), "/benefits/waivers/desk", RecordWaiver.Action, 25));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("减免和补助"), "/benefits/waivers", WaiverLines.See, 72, [WaiverLines.Figures]));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("减免项目"), "/benefits/waivers/items", AdoptItems.Propose, 85, [AdoptItems.Decide]));
    }

    /// <summary>The files and machine routes of this room; each route names the action it needs.</summary>
    public static void MapBenefits(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(EnrolmentAddress.Export, EnrolmentExport.Persons).WithMetadata(new NeedsActionAttribute("registry.export"));
        SettlementApi.Map(endpoints);
        SettlementExport.Map(endpoints);
        FiguresExport.Map(endpoints);
        PremiumExport.Map(endpoints);
        ClearingExport.Map(endpoints);
        CheckExport.Map(endpoints);
        ReferralExport.Map(endpoints);
        InstitutionExport.Map(endpoints);
        WaiverExport.Map(endpoints);
        FundExport.Map(endpoints);
        NeedsActionAttribute[] readers = [new(ProposeAdoption.Action), new("benefits.what-if"), new("benefits.estimate")];
        endpoints.MapGet(PackLinks.ExcelPath, ExportPack.One).WithMetadata([.. readers]);
        endpoints.MapGet(PackLinks.ComparePath + "/export", ExportPack.Two).WithMetadata([.. readers]);
        endpoints.MapGet(WhatIfWords.Page + "/{id:guid}/export", ExportWhatIf.Figures).WithMetadata(new NeedsActionAttribute(StartWhatIf.Action));
    }
}
