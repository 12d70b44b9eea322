using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Packs;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Institutions;

/// <summary>A new institution as typed (新增定点机构).</summary>
internal sealed class InstitutionInput
{
    public string Name { get; set => field = value ?? ""; } = "";
    public string Place { get; set => field = value ?? ""; } = "county";
    public string Level { get; set => field = value ?? ""; } = "";
    public string FromOn { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
}

/// <summary>A dated record as typed (机构情况录入).</summary>
internal sealed class InstitutionRecordInput
{
    public string Kind { get; set => field = value ?? ""; } = "";
    public string Code { get; set => field = value ?? ""; } = "";
    public string Amount { get; set => field = value ?? ""; } = "";
    public string FromOn { get; set => field = value ?? ""; } = "";
    /// <summary>The year of a payment method.</summary>
    public string Year { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
}

/// <summary>Keeps the book of institutions (维护定点机构名册): adds one, says something of it from a day on, ends what was said. Nothing is overwritten.</summary>
internal sealed class EditInstitution(CountyDb db, PackVocabulary words, ReadDiagnosis diagnoses, TimeProvider clock)
{
    public static readonly Problem NotFound = new("benefits.institution.not-found", "", "没有这家机构，或不在您的范围内。");
    private static readonly Problem ThereAlready = new("benefits.institution.there-already", "Name", "名册里已有这家机构。");
    private static readonly Problem Changed = new("benefits.institution.changed-meanwhile", "", "这家机构的情况刚刚有人改过，没有保存。请刷新页面，看过最新情况后再办。");
    private static readonly Problem DateMissing = new("benefits.institution.date-missing", "FromOn", "请填写起始日期，写成 2017-08-01。");

    public async Task<Outcome<Guid>> Add(Actor actor, InstitutionInput input, CancellationToken ct)
    {
        if (!May(actor)) return NotFound;
        var (problems, name) = (new List<Problem>(), input.Name.Trim());
        if (name.Length is 0 or > 100) problems.Add(new("benefits.institution.name-missing", "Name", "请填写机构名称，100 字以内；写法要与医院人员任职和结算单上的一致。"));
        else if (await db.Set<Institution>().AnyAsync(i => i.Name == name, ct)) problems.Add(ThereAlready);
        if (words.Places.Find(input.Place) is null) problems.Add(new("benefits.institution.place-missing", "Place", "请选择机构在哪里。"));
        if (!PackVocabulary.Levels.Contains(input.Level)) problems.Add(new("benefits.institution.level-missing", "Level", "请选择机构级别。"));
        if (Day(input.FromOn) is null) problems.Add(DateMissing);
        if (input.Note.Length > 200) problems.Add(new("benefits.institution.note-long", "Note", "备注最多 200 字。"));
        if (problems.Count > 0) return problems;
        var from = Day(input.FromOn)!.Value;
        var institution = new Institution { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Place = input.Place, Note = Blank(input.Note) };
        db.Trail.Actor = actor;
        db.Add(institution);
        db.AddRange(Said(actor, institution.Id, InstitutionMatter.Level, input.Level, from), Said(actor, institution.Id, InstitutionMatter.Designation, "", from));
        return await db.TrySave(ct) ? institution.Id : ThereAlready;
    }

    /// <summary>Says something of an institution, or of the county where none is given. A new level ends the one before, and holds until a later one that is known.</summary>
    public async Task<Outcome<int>> Say(Actor actor, Guid? institution, InstitutionRecordInput input, CancellationToken ct)
    {
        if (!May(actor) || (institution is { } id && !await db.Set<Institution>().AnyAsync(i => i.Id == id, ct))) return NotFound;
        if (Choice.Of<InstitutionMatter>(input.Kind) is not { } kind || (institution is null && kind != InstitutionMatter.OneStop)) return new Problem("benefits.institution.kind-missing", "Kind", "请选择要登记的事项。");
        var codes = Codes(kind, input.Code);
        if (!codes.Ok) return codes.Problems.ToArray();
        if (Period(kind, input) is not { } period) return kind == InstitutionMatter.Payment ? new Problem("benefits.institution.year-missing", "Year", "请填写年度，写成 2019。") : DateMissing;
        int? amount = null;
        if (input.Amount.Trim().Length > 0)
        {
            if (!int.TryParse(input.Amount.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 100_000) return new Problem("benefits.institution.amount", "Amount", "数量请填写正整数。");
            amount = number;
        }
        if (input.Note.Length > 200) return new Problem("benefits.institution.note-long", "Note", "备注最多 200 字。");
        var known = await db.Set<InstitutionRecord>().Where(r => r.InstitutionId == institution && r.Kind == kind).ToListAsync(ct);
        if (Array.Find(codes.Value, c => known.Exists(r => r.Code == c && (kind == InstitutionMatter.Level ? r.FromOn == period.From && r.UntilOn != r.FromOn : Meets(r, period)))) is { } twice) return new Problem("benefits.institution.said-already", "FromOn", twice.Length == 0 ? "这段时间已经登记过这一项。要改日期，请先终止原来那一条。" : $"“{Word(kind, twice)}”在这段时间已经登记过。");
        if (kind == InstitutionMatter.Level) period.Until = EndLevel(actor, known, period.From);
        db.Trail.Actor = actor;
        db.AddRange(codes.Value.Select(c => Said(actor, institution, kind, c, period.From, period.Until, amount, Blank(input.Note))));
        return await db.TrySave(ct) ? codes.Value.Length : Changed;
    }

    /// <summary>Ends a record; on the day of its beginning it is taken back.</summary>
    public async Task<Outcome<bool>> End(Actor actor, Guid record, string? until, CancellationToken ct)
    {
        if (!May(actor) || await db.Set<InstitutionRecord>().SingleOrDefaultAsync(r => r.Id == record, ct) is not { } known) return NotFound;
        if (Day(until) is not { } day || day < known.FromOn || known.UntilOn <= day) return new Problem("benefits.institution.until", "Until", $"终止日期不能早于 {known.FromOn:yyyy-MM-dd}，也不能晚于已登记的终止日期；填这一天表示登记有误、从未生效。");
        (known.UntilOn, known.EndedByName) = (day, actor.Name);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? true : Changed;
    }

    private Outcome<string[]> Codes(InstitutionMatter kind, string code)
    {
        var missing = new Problem("benefits.institution.code-missing", "Code", "请选择具体内容。");
        switch (kind)
        {
            case InstitutionMatter.Level: return PackVocabulary.Levels.Contains(code) ? new[] { code } : missing;
            case InstitutionMatter.Green: return InstitutionWords.Of(InstitutionWords.Green, code) is null ? missing : new[] { code };
            case InstitutionMatter.Payment: return InstitutionWords.Of(InstitutionWords.Payments, code) is null ? missing : new[] { code };
            case InstitutionMatter.Ability:
                var read = diagnoses.Read(code, null).Codes;
                return read.Count == 0 ? new Problem("benefits.institution.disease-unknown", "Code", "认不出病种，请写病名或 ICD-10 编码，多个用顿号隔开。") : read.ToArray();
            default: return new[] { "" };
        }
    }

    private string Word(InstitutionMatter kind, string code) => InstitutionWords.Said(new InstitutionRecord { Kind = kind, Code = code }, words) ?? code;

    /// <summary>Ends the level that holds on the day, one of the same day as entered by mistake; returns the day from which a later one holds.</summary>
    private static DateOnly? EndLevel(Actor actor, List<InstitutionRecord> known, DateOnly from)
    {
        foreach (var before in known.Where(r => r.FromOn <= from && (r.UntilOn is null || r.UntilOn > from))) (before.UntilOn, before.EndedByName) = (from, actor.Name);
        return known.Where(r => r.FromOn > from && r.UntilOn != r.FromOn).Min(r => (DateOnly?)r.FromOn);
    }

    private static bool Meets(InstitutionRecord r, (DateOnly From, DateOnly? Until) period) =>
        r.UntilOn != r.FromOn && (r.UntilOn is null || r.UntilOn > period.From) && (period.Until is null || r.FromOn < period.Until);

    private static (DateOnly From, DateOnly? Until)? Period(InstitutionMatter kind, InstitutionRecordInput input)
    {
        if (kind != InstitutionMatter.Payment) return Day(input.FromOn) is { } from ? (from, null) : null;
        return int.TryParse(input.Year.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1)) : null;
    }

    private InstitutionRecord Said(Actor actor, Guid? institution, InstitutionMatter kind, string code, DateOnly from, DateOnly? until = null, int? amount = null, string? note = null) =>
        new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), InstitutionId = institution, Kind = kind, Code = code, FromOn = from, UntilOn = until, Amount = amount, Note = note, MadeByName = actor.Name };

    private bool May(Actor actor) => actor.ScopeOf(InstitutionBook.Edit).Covers(RegionCode.Parse(db.CountyCode));

    private static DateOnly? Day(string? text) => DateText.Read(new Cell(CellKind.Text, text ?? "")) is { HasValue: true, Value.Day: { } day } ? day : null;

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
