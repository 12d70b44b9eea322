using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>Settlements for tests that need one and not more.</summary>
internal static class GivenSettlements
{
    /// <summary>A settled bill of an institution elsewhere, entered by hand on the server; the county adopts the pack of the tests when it has none.</summary>
    public static async Task<StoredSettlement> FromOutside(TestApp app, Guid person, string county = TestApp.County, bool asked = false, string invoice = "", string admitted = "2019-01-02", string discharged = "2019-01-12")
    {
        var console = Actor.Console(RegionCode.Parse(county));
        await using var db = app.Get<CountyStores>().Open(county);
        if (!await db.Set<PackAdoption>().AnyAsync()) await CounterStore.Adopt(app, county);
        var admit = new AdmitPatient(db, app.Get<AdoptedPacks>(), app.Get<PersonEligibility>(), app.Get<CoveringLists>(), app.Get<ReadDiagnosis>(), app.Get<PackVocabulary>(), app.Get<HospitalPatients>(), app.Get<Vault>(), app.Get<BusinessCalendar>(), app.Clock);
        var stay = CounterStore.Stay(person, "省城某医院");
        (stay.ByHand, stay.Place, stay.Level, stay.Evidence, stay.AdmittedOn) = (true, "province", "city", "发票原件", admitted);
        var admission = await admit.Handle(console, stay, default);
        Assert.Equal("", CounterStore.Said(admission.Problems));
        var bill = new BillInput { AdmissionId = admission.Value, InvoiceNumber = person.ToString("N") + invoice, DischargedOn = DateOnly.ParseExact(discharged, "yyyy-MM-dd", CultureInfo.InvariantCulture), Total = Money.FromYuan(20_000m), InScope = Money.FromYuan(20_000m) };
        var settled = await app.Get<SettleBill>().Finalise(county, console, bill, bill.InvoiceNumber, null, default);
        Assert.Equal("", CounterStore.Said(settled.Problems));
        if (asked) Assert.True((await app.Get<AskReversal>().Handle(county, console, settled.Value.Entry.Id, "录错", default)).Ok);
        return settled.Value.Entry;
    }

    /// <summary>Takes the settlement back and cancels its admission, so that nothing of it counts.</summary>
    public static async Task TakenBack(TestApp app, StoredSettlement settled)
    {
        var console = Actor.Console(RegionCode.Parse(TestApp.County));
        var asked = await app.Get<AskReversal>().Handle(TestApp.County, console, settled.Id, "录错", default);
        Assert.Equal("", CounterStore.Said(asked.Problems));
        var reversed = await app.Get<DecideReversal>().Handle(TestApp.County, app.As(Role.HospitalInsuranceOffice, organisation: settled.Hospital), asked.Value, agree: true, null, default);
        Assert.Equal("", CounterStore.Said(reversed.Problems));
        await using var db = app.Open();
        await db.Set<Admission>().Where(a => a.Id == settled.AdmissionId).ExecuteUpdateAsync(s => s.SetProperty(a => a.State, AdmissionState.Cancelled));
    }
}
