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
    public static async Task<StoredSettlement> FromOutside(TestApp app, Guid person, string county = TestApp.County, bool asked = false)
    {
        var console = Actor.Console(RegionCode.Parse(county));
        await using var db = app.Get<CountyStores>().Open(county);
        if (!await db.Set<PackAdoption>().AnyAsync()) await CounterStore.Adopt(app, county);
        var admit = new AdmitPatient(db, app.Get<AdoptedPacks>(), app.Get<PersonEligibility>(), app.Get<CoveringLists>(), app.Get<ReadDiagnosis>(), app.Get<PackVocabulary>(), app.Get<HospitalPatients>(), app.Get<Vault>(), app.Get<BusinessCalendar>(), app.Clock);
        var stay = CounterStore.Stay(person, "省城某医院");
        (stay.ByHand, stay.Place, stay.Level, stay.Evidence) = (true, "province", "city", "发票原件");
        var admission = await admit.Handle(console, stay, default);
        Assert.Equal("", CounterStore.Said(admission.Problems));
        var bill = new BillInput { AdmissionId = admission.Value, InvoiceNumber = person.ToString("N"), DischargedOn = new DateOnly(2019, 1, 12), Total = Money.FromYuan(20_000m), InScope = Money.FromYuan(20_000m) };
        var settled = await app.Get<SettleBill>().Finalise(county, console, bill, person.ToString("N"), null, default);
        Assert.Equal("", CounterStore.Said(settled.Problems));
        if (asked) Assert.True((await app.Get<AskReversal>().Handle(county, console, settled.Value.Entry.Id, "录错", default)).Ok);
        return settled.Value.Entry;
    }
}
