using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Clearing;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.Funds;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Referrals;
using Minkang.Benefits.Settlements;
using Minkang.Benefits.Waivers;
using Minkang.Benefits.WhatIf;
using Minkang.Platform.Stores;

namespace Minkang.Benefits;

internal sealed class BenefitsModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        model.Table<Admission>("benefit_admission").Ignore(a => a.DepositTooMuch).Ignore(a => a.DepositWaivedFen).HasOne<Referral>().WithMany().HasForeignKey(a => a.ReferralId).OnDelete(DeleteBehavior.NoAction);
        var settlement = model.Table<StoredSettlement>("benefit_settlement");
        settlement.Ignore(s => s.Total).Ignore(s => s.Self).Ignore(s => s.Paid);
        settlement.HasOne<Admission>().WithMany().HasForeignKey(s => s.AdmissionId).OnDelete(DeleteBehavior.NoAction);
        settlement.HasOne<PackAdoption>().WithMany().HasForeignKey(s => s.AdoptionId).OnDelete(DeleteBehavior.NoAction);
        settlement.HasOne<StoredSettlement>().WithMany().HasForeignKey(s => s.ReversesId).OnDelete(DeleteBehavior.NoAction);
        settlement.HasOne<StoredSettlement>().WithMany().HasForeignKey(s => s.ReplacesId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Share>("benefit_share").HasOne<StoredSettlement>().WithMany().HasForeignKey(s => s.SettlementId).OnDelete(DeleteBehavior.NoAction);
        model.Table<StoredBillLine>("benefit_bill_line").HasOne<StoredSettlement>().WithMany().HasForeignKey(l => l.SettlementId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Account>("benefit_account");
        var movement = model.Table<Movement>("benefit_movement");
        movement.Ignore(m => m.Key).HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.NoAction);
        movement.HasOne<StoredSettlement>().WithMany().HasForeignKey(m => m.SettlementId).OnDelete(DeleteBehavior.NoAction);
        model.Table<NumberRow>("benefit_number");
        model.Table<Reversal>("benefit_reversal").HasOne<StoredSettlement>().WithMany().HasForeignKey(r => r.SettlementId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Agreement>("benefit_agreement").HasOne<StoredSettlement>().WithMany().HasForeignKey(a => a.SettlementId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Instalment>("benefit_instalment").HasOne<Agreement>().WithMany().HasForeignKey(i => i.AgreementId).OnDelete(DeleteBehavior.NoAction);
        var adoption = model.Table<PackAdoption>("benefit_adoption");
        adoption.Ignore(a => a.GivenValues);
        adoption.Ignore(a => a.Texts);
        adoption.Ignore(a => a.Holds);
        model.Table<PackDraft>("benefit_draft").Ignore(d => d.Texts);
        model.Table<DraftVersion>("benefit_draft_version").HasOne<PackDraft>().WithMany().HasForeignKey(v => v.DraftId);
        model.Table<WhatIfRun>("benefit_what_if");
        Clearing(model);
        Checks(model);
        Referrals(model);
    }

    private static void Checks(ModelBuilder model)
    {
        var hit = model.Table<Hit>("benefit_hit");
        hit.Ignore(h => h.Amount).HasOne<Admission>().WithMany().HasForeignKey(h => h.AdmissionId).OnDelete(DeleteBehavior.NoAction);
        hit.HasOne<StoredSettlement>().WithMany().HasForeignKey(h => h.SettlementId).OnDelete(DeleteBehavior.NoAction);
        hit.HasOne<StoredSettlement>().WithMany().HasForeignKey(h => h.OtherId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Deduction>("benefit_deduction").Ignore(d => d.Amount).HasOne<Hit>().WithMany().HasForeignKey(d => d.HitId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Consent>("benefit_consent").HasOne<Admission>().WithMany().HasForeignKey(c => c.AdmissionId).OnDelete(DeleteBehavior.NoAction);
    }

    private static void Referrals(ModelBuilder model)
    {
        model.Table<Referral>("benefit_referral").Ignore(r => r.ResponsibleDoctor).Ignore(r => r.OutOfCounty).Ignore(r => r.Way);
        model.Table<TieredCare>("benefit_tiered_care");
        model.Table<Institution>("benefit_institution");
        model.Table<InstitutionRecord>("benefit_institution_record").HasOne<Institution>().WithMany().HasForeignKey(r => r.InstitutionId).OnDelete(DeleteBehavior.NoAction);
        model.Table<CardUse>("benefit_card_use").Ignore(u => u.Codes);
        WaiversAndFunds(model);
    }

    private static void WaiversAndFunds(ModelBuilder model)
    {
        model.Table<CountyItem>("benefit_waiver_item");
        var use = model.Table<WaiverUse>("benefit_waiver_use");
        use.Ignore(u => u.Before).Ignore(u => u.Waived).HasOne<CountyItem>().WithMany().HasForeignKey(u => u.ItemId).OnDelete(DeleteBehavior.NoAction);
        use.HasOne<WaiverUse>().WithMany().HasForeignKey(u => u.ReversesId).OnDelete(DeleteBehavior.NoAction);
        model.Table<Fund>("benefit_fund").Ignore(f => f.Planned);
        var entry = model.Table<FundEntry>("benefit_fund_entry");
        entry.Ignore(e => e.Amount).HasOne<Fund>().WithMany().HasForeignKey(e => e.FundId).OnDelete(DeleteBehavior.NoAction);
        entry.HasOne<FundEntry>().WithMany().HasForeignKey(e => e.ReversesId).OnDelete(DeleteBehavior.NoAction);
    }

    private static void Clearing(ModelBuilder model)
    {
        model.Table<Batch>("benefit_batch").Ignore(b => b.Amount).Ignore(b => b.Held).Ignore(b => b.Payable);
        var share = model.Table<BatchShare>("benefit_batch_share");
        share.HasOne<Batch>().WithMany().HasForeignKey(s => s.BatchId).OnDelete(DeleteBehavior.NoAction);
        share.HasOne<Share>().WithMany().HasForeignKey(s => s.ShareId).OnDelete(DeleteBehavior.NoAction);
        model.Table<PayerMatch>("benefit_match").HasOne<Batch>().WithMany().HasForeignKey(m => m.BatchId).OnDelete(DeleteBehavior.NoAction);
        model.Table<MatchRow>("benefit_match_row").Ignore(r => r.NeedsDecision).Ignore(r => r.Difference).HasOne<PayerMatch>().WithMany().HasForeignKey(r => r.MatchId).OnDelete(DeleteBehavior.NoAction);
    }
}
