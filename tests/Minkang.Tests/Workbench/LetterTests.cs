using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Workbench;

namespace Minkang.Tests.Workbench;

public sealed class LetterTests
{
    private static readonly DateOnly Due = new(2019, 1, 25);

    private static async Task<Outcome<Guid>> Write(TestApp app, Actor actor, CompareRun run, string number = "县卫发〔2019〕1号", string owner = "扶贫办")
    {
        await using var db = app.Open(actor);
        return await app.Get<WriteLetter>().Handle(db, actor, new LetterInput(run.Id, owner, number, Due, FindingFilter.All), default);
    }

    private static async Task<Outcome<AnswerSum>> Read(TestApp app, Actor actor, CompareRun run, Guid letter, byte[] file)
    {
        await using var db = app.Open(actor);
        return await app.Get<ReadLetterAnswer>().Handle(db, actor, run.Id, letter, "回函.xlsx", file, default);
    }

    /// <summary>The letter as it was sent, filled in: what stands in the three answer columns of each row, in order; null leaves a row out.</summary>
    private static async Task<byte[]> FillIn(TestApp app, Guid letter, params string[]?[] answers)
    {
        await using var db = app.Open();
        var (_, content) = await app.Get<FileShelf>().Fetch(db, (await db.Set<CompareLetter>().SingleAsync(l => l.Id == letter)).FileId, default);
        var rows = ListFile.Open(content, "a.xlsx").Value.Sheets[0].Rows;
        var data = rows.Where(r => r[1].Text.Contains('-', StringComparison.Ordinal) && !r[1].FromMerge).ToList();
        using var output = new MemoryStream();
        ListExport.WriteXlsx(output, new ExportLayout("函告清单", LetterSheet.Columns) { Title = "函" },
            answers.Select((a, i) => (a, i)).Where(x => x.a is not null).Select(x => (IReadOnlyList<object?>)[.. data[Math.Min(x.i, data.Count - 1)].Cells.Take(12).Select(c => (object?)c.Text), .. Enumerable.Repeat<object?>(null, Math.Max(0, 12 - data[Math.Min(x.i, data.Count - 1)].Cells.Count)), .. x.a!]));
        return output.ToArray();
    }

    [Fact]
    [Trait("Requirement", "R-CMP-04")]
    [Trait("Requirement", "R-EXC-10")]
    public async Task A_numbered_list_goes_to_the_office_and_its_answer_is_read_back_row_by_row()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [.. Enumerable.Range(0, 5).Select(_ => new Wanted("name_conflict", Value: "张三", Other: "章三")), new("death_civil", Owner: "民政局")]);
        var county = app.As(Role.CountyOfficer);

        var letter = (await Write(app, county, run)).Value;

        await using (var db = app.Open())
        {
            var kept = await db.Set<CompareLetter>().SingleAsync();
            Assert.Equal((5, "县卫发〔2019〕1号", new DateOnly(2019, 1, 15), (DateOnly?)Due), (kept.Count, kept.Number, kept.SentOn, kept.DueOn));
            Assert.Equal(5, await db.Set<Finding>().CountAsync(f => f.State == FindingState.Sent && f.LetterId == letter));
            var (_, content) = await app.Get<FileShelf>().Fetch(db, kept.FileId, default);
            var cells = ListFile.Open(content, "a.xlsx").Value.Sheets[0].Rows.SelectMany(r => r.Cells).Select(c => c.Text).ToList();
            Assert.Contains(cells, c => c.Contains("县卫发〔2019〕1号", StringComparison.Ordinal));
            Assert.Contains(cells, c => c.Contains("请于 2019-01-25 前回复", StringComparison.Ordinal) && c.Contains(county.Name, StringComparison.Ordinal));
            Assert.Contains("张三", cells);
            Assert.Contains("章三", cells);
        }
        var file = await FillIn(app, letter, ["属实", "", ""], ["不属实", "", "名字没有错"], ["已更正", "章三", ""], ["", "", ""], null);

        var sum = (await Read(app, county, run, letter, file)).Value;

        Assert.Equal((4, 1, 1, 1, 0, 1, 1), (sum.Rows, sum.Accepted, sum.Rejected, sum.Changed, sum.Same, sum.Blank, sum.Missing));
        Assert.Empty(sum.Faults);
        await using (var db = app.Open())
        {
            Assert.Equal(["accepted", "rejected", "changed", null, null], await db.Set<Finding>().Where(f => f.LetterId == letter).OrderBy(f => f.Place).Select(f => f.LetterAnswer).ToListAsync());
            Assert.Equal(3, await db.Set<Finding>().CountAsync(f => f.State == FindingState.Closed));
            var kept = await db.Set<CompareLetter>().SingleAsync();
            Assert.Equal(new DateOnly(2019, 1, 15), kept.AnsweredOn);
            Assert.Equal(file, (await app.Get<FileShelf>().Fetch(db, kept.AnswerFileId!.Value, default)).Content);
            Assert.Equal(county.Name, (await db.Set<FindingDecision>().SingleAsync(d => d.Id == letter)).MadeByName);
        }

        var again = (await Read(app, county, run, letter, file)).Value;

        Assert.Equal((4, 0, 0, 0, 3, 1), (again.Rows, again.Accepted, again.Rejected, again.Changed, again.Same, again.Blank));
        await using var after = app.Open();
        Assert.Equal(1, await after.Set<FindingDecision>().CountAsync(d => d.Verdict == Verdict.Answered));
    }

    [Fact]
    [Trait("Requirement", "R-CMP-04")]
    public async Task What_cannot_be_read_is_refused_with_its_row_and_column_and_the_rest_is_taken()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [.. Enumerable.Range(0, 4).Select(_ => new Wanted("name_conflict"))]);
        var county = app.As(Role.CountyOfficer);
        var letter = (await Write(app, county, run)).Value;

        var sum = (await Read(app, county, run, letter, await FillIn(app, letter, ["属实", "", ""], ["也许", "", ""], ["已更正", "", ""], ["不属实", "", ""], ["属实", "", ""]))).Value;

        Assert.Equal((5, 1, 1, 0), (sum.Rows, sum.Accepted, sum.Rejected, sum.Changed));
        Assert.Equal([(4, "核实结果"), (5, "更正后的值"), (7, "编号")], sum.Faults.Select(f => (f.Row, f.Column)));
        Assert.Equal(sum.Rows, sum.Accepted + sum.Rejected + sum.Changed + sum.Same + sum.Blank + sum.Faults.Count);
        Assert.Equal("registry.letter.no-heading", (await Read(app, county, run, letter, "甲,乙\n1,2\n"u8.ToArray())).Problems[0].Code);
    }

    [Fact]
    public async Task The_rows_of_another_letter_are_unknown_and_a_number_is_used_once()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict"), new("death_civil", Owner: "民政局")]);
        var county = app.As(Role.CountyOfficer);
        var first = (await Write(app, county, run)).Value;
        Assert.Equal("registry.letter.number-used", (await Write(app, county, run, owner: "民政局")).Problems[0].Code);
        Assert.Equal("registry.letter.nothing", (await Write(app, county, run, "2号")).Problems[0].Code);
        var second = (await Write(app, county, run, "2号", "民政局")).Value;

        var sum = (await Read(app, county, run, second, await FillIn(app, first, ["属实", "", ""]))).Value;

        Assert.Equal((1, 0, 1), (sum.Rows, sum.Accepted, sum.Missing));
        Assert.Contains("不在这份函里", sum.Faults.Single().Text);
        Assert.Equal("registry.letter.not-found", (await Read(app, app.As(Role.TownshipClerk, TestApp.NextTown), run, first, await FillIn(app, first, ["属实", "", ""]))).Problems[0].Code);
    }

    [Fact]
    public async Task A_letter_that_is_taken_back_leaves_its_discrepancies_open()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict"), new("name_conflict")]);
        var county = app.As(Role.CountyOfficer);
        var letter = (await Write(app, county, run)).Value;
        Assert.Equal("registry.finding.sent", (await app.Decide(county, run, Verdict.Accept, await app.Seen(county, run))).Problems[0].Code);
        Assert.Equal(2, (await app.Undo(county, run, letter)).Value.Undone);
        await using var db = app.Open();
        Assert.All(await db.Set<Finding>().ToListAsync(), f => Assert.Equal((FindingState.Open, (Guid?)null), (f.State, f.LetterId)));
    }
}
