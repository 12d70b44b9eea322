using System.Globalization;
using Minkang.Benefits.Contracts;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;

namespace Minkang.Benefits.WhatIf;

/// <summary>The result of a replay as tables of text for the command line (测算结果表). With one pack the columns of the other are left out.</summary>
internal static class ReplayTables
{
    public static IReadOnlyList<ReplayTable> Of(ReplayResult result, PackVocabulary words, bool compares)
    {
        string[] Amounts(long before, long after) => compares ? [Yuan(before), Yuan(after), Yuan(after - before)] : [Yuan(after)];
        string[] Counts(int before, int after) => compares ? [Number(before), Number(after)] : [Number(after)];
        string[] amount = compares ? ["before", "after", "change"] : ["amount"], count = compares ? ["before", "after"] : ["persons"];
        string[] winners = compares ? ["better", "worse", "same"] : [], above = compares ? ["above_tenth_before", "above_tenth_after"] : ["above_tenth"];
        string[] Winners(GroupTotal g) => compares ? [Number(g.Better), Number(g.Worse), Number(g.Same)] : [];
        IEnumerable<IReadOnlyList<string>> Groups(IEnumerable<GroupTotal> groups, Func<string, string> name) =>
            groups.Select(g => (IReadOnlyList<string>)[g.Code, name(g.Code), Number(g.Persons), .. Amounts(g.Before, g.After), .. Winners(g), .. Counts(g.AboveBefore, g.AboveAfter)]);
        var all = new GroupTotal("", result.Persons, result.Better, result.Worse, result.SelfBefore, result.SelfAfter, result.AboveBefore, result.AboveAfter);
        return
        [
            new("payers", ["payer", "name", .. amount], [.. result.Payers.Select(p => (IReadOnlyList<string>)[p.Code, p.Name, .. Amounts(p.Before, p.After)]), ["self", "个人负担", .. Amounts(result.SelfBefore, result.SelfAfter)]]),
            new("persons", ["code", "name", "persons", .. amount, .. winners, .. above], [.. Groups([all], _ => "全部")]),
            new("categories", ["code", "name", "persons", .. amount, .. winners, .. above], [.. Groups(result.Categories, c => words.Categories.Find(c)?.Name ?? c)]),
            new("areas", ["code", "name", "persons", .. amount, .. winners, .. above], [.. Groups(result.Areas, a => a.Length == 0 ? "未写明" : a)]),
            new("distribution", ["measure", "from", "until", .. count], [
                .. result.Amounts.Select(b => (IReadOnlyList<string>)["self_yuan", Number(b.From / 100), b.Until is { } until ? Number(until / 100) : "", .. Counts(b.Before, b.After)]),
                .. result.Shares.Select(b => (IReadOnlyList<string>)["self_percent", Number(b.From), b.Until is { } until ? Number(until) : "", .. Counts(b.Before, b.After)])]),
            new("refused", ["pack", "reason", "bills"], [.. result.Refusals.Where(r => compares || r.After).Select(r => (IReadOnlyList<string>)[compares ? r.After ? "after" : "before" : "pack", r.Reason, Number(r.Bills)])]),
            .. compares ? [new ReplayTable("households", ["household", "persons", "total", "before", "after", "change"],
                [.. result.Households.Select(h => (IReadOnlyList<string>)[h.Key.TrimStart('\0'), Number(h.Persons), Yuan(h.Total), Yuan(h.Before), Yuan(h.After), Yuan(h.After - h.Before)])])] : Array.Empty<ReplayTable>(),
        ];
    }

    private static string Yuan(long fen) => new Money(fen).Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
