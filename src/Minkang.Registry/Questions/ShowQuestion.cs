using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Questions;

/// <summary>One thing that both sides speak of.</summary>
/// <param name="List">Null when nothing is stated; empty where the list is not asked.</param>
/// <param name="Register">Null when nothing is on file; empty where the register is not asked.</param>
/// <param name="IsNumber">The list's value is an identity number, or was one.</param>
internal sealed record Side(string Label, string? List, string? Register, bool IsNumber = false);

/// <summary>A question as its page shows it.</summary>
/// <param name="PersonId">The person, when the actor may open it.</param>
/// <param name="Where">Village.</param>
/// <param name="Source">List, sheet and row.</param>
internal sealed record QuestionView(Question Question, Guid? PersonId, string? Name, string? HouseholdNumber, string? Where, string? Source, IReadOnlyList<Side> Sides, IReadOnlyList<Option> Heirs, bool MayUnmask, string? AnsweredBy, string? Note);

/// <summary>Opens a question with what the list and the register say, side by side (核实页). The look is on record under the person.</summary>
internal sealed class ShowQuestion(Vault vault, PlatformStore platform, RegionCache regions, ListCatalog catalog, DiagnosisSight diagnoses, Labels labels, RecordLook looks, IStringLocalizer<Texts> L)
{
    public async Task<QuestionView?> Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var question = await db.QuestionsFor(actor).AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct);
        if (question is null) return null;
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == question.PersonId, ct);
        var home = await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == question.HouseholdId, ct);
        var mayOpen = person is not null && await db.PersonsFor(actor, "registry.open").AnyAsync(p => p.Id == person.Id, ct);
        if (mayOpen) await looks.Handle(db, actor, "registry.open", "person", person!.Id, null, ct);
        var mayUnmask = person is not null && await db.PersonsFor(actor, "registry.unmask").AnyAsync(p => p.Id == person.Id, ct);
        var tree = await regions.Tree(ct);
        return new QuestionView(question, mayOpen ? person!.Id : null, person is null ? null : Disclosure.For(actor).NameOnPage(person.Name), home?.Number,
            question.VillageCode.Length == 0 ? null : tree.Path(question.VillageCode), await SourceOf(db, question, ct), Sides(actor, question, person, home), await Heirs(db, actor, question, home, ct), mayUnmask, await AnsweredBy(question, ct), vault.Open(Purposes.ListEntry, question.NoteSealed));
    }

    /// <summary>Opens the number that the list stated, for somebody who says why; null when that is not allowed.</summary>
    public async Task<string?> Reveal(CountyDb db, Actor actor, Guid id, string purpose, CancellationToken ct)
    {
        var question = await db.QuestionsFor(actor).AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct);
        if (question?.PersonId is not { } person || !RevealValue.Purposes.Contains(purpose) || !await db.PersonsFor(actor, "registry.unmask").AnyAsync(p => p.Id == person, ct)) return null;
        db.Trail.Record(actor, "registry.unmask", "person", person, purpose, new { question = id, value = "stated" });
        await db.SaveChangesAsync(ct);
        return QuestionDetail.Open(question, vault)?.Stated;
    }

    /// <summary>Who may become head, when the question is whether the head died or left.</summary>
    private static async Task<IReadOnlyList<Option>> Heirs(CountyDb db, Actor actor, Question question, Household? home, CancellationToken ct)
    {
        if (!FindingQuestions.EndsPerson(question.Kind) || home?.HeadPersonId != question.PersonId || question.State != QuestionState.Open) return [];
        var seen = Disclosure.For(actor);
        var others = await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == home!.Id && p.Id != question.PersonId && p.EndedOn == null).OrderBy(p => p.Line).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        return others.ConvertAll(o => new Option(o.Id.ToString(), seen.NameOnPage(o.Name)));
    }

    private List<Side> Sides(Actor actor, Question question, Person? person, Household? home)
    {
        var detail = QuestionDetail.Open(question, vault);
        var birth = Show.Day(person?.BirthOn);
        var sex = labels.Label(Labels.Sex, person?.Sex.ToString(CultureInfo.InvariantCulture));
        var standing = person is null ? null : person.EndedOn is { } ended ? L["{0} 起不在册", Show.Day(ended)!].Value : L["在册"].Value;
        return question.Kind switch
        {
            _ when QuestionAnswers.AsksNumber(question.Kind) => [new(L["身份证号"], detail?.Stated, labels.Label(Labels.IdState, person?.IdState), IsNumber: true), new(L["出生日期"], "", birth), new(L["性别"], "", sex)],
            _ when FindingQuestions.CodeOf(question.Kind) is { } code =>
                [new(L["一方写的"], diagnoses.Value(actor, code, detail?["field"] ?? "", detail?.Stated), ""), new(L["另一方写的"], diagnoses.Value(actor, code, detail?["field"] ?? "", detail?["other"]), standing)],
            "birth_conflict" => [new(L["出生日期"], detail?.Stated, birth), new(L["号码里的出生日期"], detail?["number"], "")],
            "sex_conflict" => [new(L["性别"], SexWord(detail?.Stated), sex), new(L["号码里的性别"], SexWord(detail?["number"]), "")],
            "size_conflict" => [new(L["家庭人口（人）"], detail?.Stated, detail?["listed"])],
            "death_listed" => [new(L["死亡日期"], detail?["on"], standing)],
            "moved_out_listed" => [new(L["迁出日期"], detail?["on"], standing)],
            "missing_in_list" => [new(L["在册情况"], L["新名单上没有此人"], standing)],
            _ => [new(L["姓名"], detail?["name"], person?.Name), new(L["户编号"], detail?["householdnumber"], home?.Number), new(L["为什么问"], detail?["why"], standing)],
        };
    }

    private string? SexWord(string? written) => written is null ? null : labels.Label(Labels.Sex, Enum.TryParse<Domain.People.Sex>(written, out var sex) ? ((int)sex).ToString(CultureInfo.InvariantCulture) : written);

    private async Task<string?> SourceOf(CountyDb db, Question question, CancellationToken ct)
    {
        var import = await db.Set<ListImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == question.ImportId, ct);
        if (import is null) return null;
        var title = catalog.Profiles.FirstOrDefault(p => p.Id == import.ProfileId)?.Title ?? import.ProfileId;
        var list = import.ListOn is { } on ? $"{title} {Show.Day(on)}" : title;
        return question.RowNo is { } row ? L["{0}，工作表“{1}”第 {2} 行", list, question.Sheet ?? "", row] : list;
    }

    private async Task<string?> AnsweredBy(Question question, CancellationToken ct)
    {
        if (question is not { AnsweredBy: { } by, AnsweredAt: { } at }) return null;
        await using var db = platform.Open();
        var name = await db.Set<User>().AsNoTracking().Where(u => u.Id == by).Select(u => u.DisplayName).SingleOrDefaultAsync(ct);
        return $"{name} {Show.Moment(at)}".Trim();
    }
}
