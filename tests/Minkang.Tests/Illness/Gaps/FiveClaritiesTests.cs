using Minkang.Illness.Gaps;

namespace Minkang.Tests.Illness.Gaps;

public sealed class FiveClaritiesTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private async Task<PatientClarity?> Of(Guid person) =>
        (await store.See(db => FiveClarities.Patients(db, store.Officer, null, IllnessStore.Today, default))).Find(p => p.PersonId == person);

    private async Task<Guid> Patient(bool identified = true, string? doctor = "测试医生", bool verify = true, bool treated = true, string? outcome = "好转")
    {
        var (person, import) = (await store.Person(identified: identified), Guid.CreateVersion7());
        var rows = new List<ReturnRow> { new(person, "patients", import) { ["diseases"] = "原发性高血压", ["diagnosed-on"] = "2015-07-08", ["doctor"] = doctor } };
        if (treated) rows.Add(new ReturnRow(person, "costs", import) { ["diseases"] = "原发性高血压", ["treatment"] = "居家服药", ["outcome"] = outcome });
        await ReturnRow.Import(store, [.. rows]);
        if (verify) Assert.True((await store.Verify((await store.Condition(person)).Id)).Ok);
        return person;
    }

    [Fact, Trait("Requirement", "R-IDN-10")]
    public async Task A_patient_of_whom_all_five_are_known_has_no_gap() => Assert.True((await Of(await Patient()))!.IsComplete);

    [Fact, Trait("Requirement", "R-IDN-10")]
    public async Task Each_of_the_five_is_missed_by_itself()
    {
        Assert.Equal([Clarity.Target], (await Of(await Patient(identified: false)))!.Missing);
        Assert.Equal([Clarity.Disease, Clarity.Measure], (await Of(await Patient(verify: false)))!.Missing);
        Assert.Equal([Clarity.Measure, Clarity.Progress], (await Of(await Patient(treated: false)))!.Missing);
        Assert.Equal([Clarity.Responsible], (await Of(await Patient(doctor: null)))!.Missing);
        Assert.Equal([Clarity.Progress], (await Of(await Patient(outcome: null)))!.Missing);
    }

    [Fact]
    public async Task Somebody_who_is_not_ill_is_no_patient() => Assert.Null(await Of(await store.Person()));
}
