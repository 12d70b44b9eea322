using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Conditions;
using Minkang.Illness.HealthReturn;
using Minkang.Illness.Surveys;

namespace Minkang.Tests.Illness.HealthReturn;

public sealed class HealthReturnEffectTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private static ReturnRow Costs(Guid person, Guid import, string diseases, string total = "1000", string self = "250") => new(person, "costs", import)
    {
        ["diseases"] = diseases, ["treated-when"] = "2018.1-2018.12", ["facility"] = "测试县人民医院", ["treatment"] = "居家服药", ["total-cost"] = total,
        ["basic-paid"] = "700.50", ["critical-paid"] = "0", ["assistance-paid"] = "49.50", ["self-paid"] = self, ["outcome"] = "好转",
    };

    private Task<List<Survey>> Surveys(Guid person) => store.See(db => db.Set<Survey>().AsNoTracking().Where(s => s.PersonId == person).ToListAsync());

    [Fact]
    public async Task Both_sheets_speak_of_the_same_conditions()
    {
        var (person, import) = (await store.Person(), Guid.CreateVersion7());
        var first = new ReturnRow(person, "patients", import) { ["diseases"] = "高血压3级", ["diagnosed-on"] = "2015-07-08", ["doctor"] = "测试医生" };

        var remarks = await ReturnRow.Import(store, first, Costs(person, import, "原发性高血压；白内障"));

        Assert.Equal(2, (await store.Conditions(person)).Count);
        Assert.Contains("illness-disease-more", remarks);
        var survey = Assert.Single(await Surveys(person));
        Assert.Equal((2018, 100_000L, 0L, null, "好转"), (survey.Year, survey.TotalFen, survey.CriticalFen, survey.OtherFen, survey.Outcome));
        Assert.Equal("测试医生", (await store.See(db => db.Set<Responsible>().SingleAsync(r => r.PersonId == person))).Doctor);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing()
    {
        var (person, import) = (await store.Person(), Guid.CreateVersion7());
        ReturnRow[] Rows(Guid i) => [new(person, "patients", i) { ["diseases"] = "胃癌", ["diagnosed-on"] = "2015-07-08", ["doctor"] = "测试医生" }, Costs(person, i, "胃癌")];
        await ReturnRow.Import(store, Rows(import));
        var before = await store.See(db => db.Set<Statement>().CountAsync(s => s.PersonId == person));

        await ReturnRow.Import(store, Rows(Guid.CreateVersion7()));

        Assert.Single(await store.Conditions(person));
        Assert.Single(await Surveys(person));
        Assert.Equal(before, await store.See(db => db.Set<Statement>().CountAsync(s => s.PersonId == person)));
        Assert.Equal(1, await store.See(db => db.Set<Responsible>().CountAsync(r => r.PersonId == person)));
    }

    [Fact, Trait("Requirement", "R-SUR-04")]
    public async Task Amounts_that_do_not_add_up_stay_and_are_remarked()
    {
        var (person, import) = (await store.Person(), Guid.CreateVersion7());

        var remarks = await ReturnRow.Import(store, Costs(person, import, "胃癌", total: "1000", self: "300"));

        var survey = Assert.Single(await Surveys(person));
        Assert.Contains("illness-costs-conflict", remarks);
        Assert.Equal((CostCheck.Conflict, 100_000L, 30_000L), (survey.Costs.Check, survey.TotalFen, survey.SelfFen));
    }

    [Fact]
    public async Task A_row_without_a_known_person_brings_nothing()
    {
        var before = await store.See(db => db.Set<Condition>().CountAsync());

        await ReturnRow.Import(store, new ReturnRow(null) { ["diseases"] = "胃癌" });

        Assert.Equal(before, await store.See(db => db.Set<Condition>().CountAsync()));
    }

    [Theory]
    [InlineData("排除胃癌", "illness-ruled-out")]
    [InlineData("怪怪病", "illness-text-unknown")]
    [InlineData("胃癌？", "illness-text-unsure")]
    [InlineData(null, "illness-no-diagnosis")]
    public async Task What_is_unsure_is_remarked_on_the_row(string? diseases, string code)
    {
        var person = await store.Person();

        Assert.Contains(code, await ReturnRow.Import(store, new ReturnRow(person) { ["diseases"] = diseases }));
    }

    [Fact]
    public async Task A_day_that_cannot_be_is_not_taken()
    {
        var person = await store.Person();

        var remarks = await store.Stated(person, "胃癌", on: "2030-01-01");

        Assert.Contains("illness-date-impossible", remarks);
        Assert.Null((await store.Condition(person)).DiagnosedOn);
    }

    [Fact]
    public async Task A_new_doctor_takes_over_from_the_old_one()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌", doctor: "测试医生");

        await store.Stated(person, "胃癌", doctor: "另一医生");

        var all = await store.See(db => db.Set<Responsible>().Where(r => r.PersonId == person).ToListAsync());
        Assert.Equal("另一医生", Assert.Single(all, r => r.UntilOn is null).Doctor);
        Assert.Equal(2, all.Count);
    }

    [Fact]
    public async Task What_was_ruled_out_before_stays_ruled_out()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");
        await store.Do<RejectCondition, Minkang.Domain.Values.Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = store.Condition(person).Result.Id, Reason = "胃镜正常" }, default));

        var remarks = await ReturnRow.Import(store, new ReturnRow(person) { ["diseases"] = "胃恶性肿瘤" });

        Assert.Contains("illness-rejected-before", remarks);
        Assert.Equal(ConditionState.Rejected, (await store.Condition(person)).State);
    }

    [Theory]
    [InlineData("2018.1-2018.12", 2018)]
    [InlineData("２０１７年度", 2017)]
    [InlineData(null, 2018)]
    public void The_year_is_the_written_one_or_the_one_the_list_closes(string? written, int year) => Assert.Equal(year, CostRow.YearOf(written, new DateOnly(2019, 1, 10)));
}
