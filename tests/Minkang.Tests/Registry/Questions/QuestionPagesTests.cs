using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Lists;
using Minkang.Platform.Audit;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Lists;
using static Minkang.Tests.Registry.GivenPeople;

namespace Minkang.Tests.Registry.Questions;

public sealed class QuestionPagesTests
{
    private static readonly string First = Number("1960-05-01", 1, 411), Second = Number("1960-05-01", 1, 412);
    private const string Damaged = "11010519600501000"; // one digit short

    /// <summary>A township whose list has one damaged number, and the address of the question about it.</summary>
    private static async Task<(TestApp App, HttpClient Clerk, string Question)> Asked()
    {
        var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", Damaged), ListsOverHttp.Row("甲村", "A2", "测试乙", First)));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");
        await using var db = app.Open();
        return (app, clerk, $"/questions/{(await db.Set<Question>().SingleAsync()).Id}");
    }

    [Fact]
    [Trait("Scenario", "IMP-14")]
    public async Task A_number_that_was_found_goes_onto_the_register_and_closes_the_question()
    {
        var (app, clerk, question) = await Asked();
        await using var _ = app;
        Assert.Contains("身份证号位数不对", await clerk.GetStringAsync("/questions"));
        var page = await clerk.GetStringAsync(question);
        Assert.Contains("位数不对", page);
        Assert.DoesNotContain(Damaged, page);

        var answer = await clerk.Post(question, "answer-question", page, ("Input.Answer", "number_entered"), ("Input.IdNumber", Second));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await using var db = app.Open();
        var person = await db.Set<Person>().SingleAsync(p => p.Name == "测试甲");
        var closed = await db.Set<Question>().SingleAsync();
        Assert.Equal(("valid", QuestionState.Answered, "number_entered"), (person.IdState, closed.State, closed.Answer));
        Assert.NotNull(closed.AnsweredBy);
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == person.Id && e.Action == "change registry_person"));
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == person.Id && e.Action == "registry.verify-visit"));
        Assert.Contains("已查到号码", await clerk.GetStringAsync("/questions?state=answered"));
    }

    [Theory]
    [InlineData("", "请填写查到的身份证号")]
    [InlineData("123", "身份证号不对")]
    [InlineData("taken", "已经登记在另一个人名下")]
    [InlineData("1971-01-01", "号码里的出生日期是 1971-01-01")]
    public async Task A_number_that_cannot_be_right_is_refused_and_comes_back_as_typed(string number, string why)
    {
        var (app, clerk, question) = await Asked();
        await using var _ = app;
        var typed = number switch { "taken" => First, "1971-01-01" => Number(number, 1, 413), _ => number };

        var answer = await clerk.Post(question, "answer-question", await clerk.GetStringAsync(question), ("Input.Answer", "number_entered"), ("Input.IdNumber", typed), ("Input.Note", "问过村里"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(why, page);
        Assert.Contains("问过村里", page);
        if (typed.Length > 0) Assert.Contains($"value=\"{typed}\"", page);
        await using var db = app.Open();
        Assert.Equal(QuestionState.Open, (await db.Set<Question>().SingleAsync()).State);
    }

    [Fact]
    public async Task An_answer_is_taken_back_on_its_day_and_not_later()
    {
        var (app, clerk, question) = await Asked();
        await using var _ = app;
        await clerk.Post(question, "answer-question", await clerk.GetStringAsync(question), ("Input.Answer", "number_entered"), ("Input.IdNumber", Second));
        var undone = await clerk.Post(question, "undo-answer", await clerk.GetStringAsync(question));
        Assert.Equal(HttpStatusCode.Found, undone.StatusCode);
        await using (var db = app.Open())
        {
            var person = await db.Set<Person>().SingleAsync(p => p.Name == "测试甲");
            Assert.Equal(("wrong_length", (string?)null, QuestionState.Open), (person.IdState, person.IdHash, (await db.Set<Question>().SingleAsync()).State));
        }

        await clerk.Post(question, "answer-question", await clerk.GetStringAsync(question), ("Input.Answer", "reported"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("撤销答复", await clerk.GetStringAsync(question));
        await using (var db = app.Open())
        {
            var closed = await db.Set<Question>().SingleAsync();
            closed.AnsweredAt = closed.AnsweredAt!.Value.AddDays(-1);
            await db.SaveChangesAsync();
        }
        var late = await clerk.GetStringAsync(question);
        Assert.DoesNotContain("撤销答复", late);
        Assert.Equal(HttpStatusCode.OK, (await clerk.Post(question, "undo-answer", late)).StatusCode);
        await using var after = app.Open();
        Assert.Equal(QuestionState.Answered, (await after.Set<Question>().SingleAsync()).State);
    }

    [Fact]
    public async Task A_neighbour_neither_sees_nor_answers_and_the_village_doctor_does()
    {
        var (app, clerk, question) = await Asked();
        await using var _ = app;
        var page = await clerk.GetStringAsync(question);
        foreach (var (role, area) in new[] { (Role.TownshipClerk, TestApp.NextTown), (Role.VillageDoctor, TestApp.NextVillage) })
        {
            var neighbour = await app.SignIn(role, area);
            Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(question)).StatusCode);
            Assert.DoesNotContain("测试甲", await neighbour.GetStringAsync("/questions"));
            Assert.NotEqual(HttpStatusCode.Found, (await neighbour.Post(question, "answer-question", await neighbour.GetStringAsync("/questions").ContinueWith(t => page), ("Input.Answer", "reported"))).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.CountyLeader)).GetAsync("/questions")).StatusCode);
        var doctor = await app.SignIn(Role.VillageDoctor);
        Assert.Contains("测试甲", await doctor.GetStringAsync("/questions"));
        Assert.Equal(HttpStatusCode.Found, (await doctor.Post(question, "answer-question", await doctor.GetStringAsync(question), ("Input.Answer", "no_number"), ("Input.Note", "没有办过证"))).StatusCode);
        Assert.Contains("没有办过证", await doctor.GetStringAsync(question));
    }

    [Fact]
    public async Task The_workbook_has_the_questions_of_the_page()
    {
        var (app, clerk, _) = await Asked();
        await using var __ = app;
        var file = ListFile.Open(await clerk.GetByteArrayAsync("/questions/export?kind=id_wrong_length"), "a.xlsx").Value;
        var cells = file.Sheets[0].Rows.SelectMany(r => r.Cells).Select(c => c.Text).ToList();
        Assert.Contains("测试甲", cells);
        Assert.Contains("身份证号位数不对", cells);
        Assert.DoesNotContain("测试乙", cells);
    }
}
