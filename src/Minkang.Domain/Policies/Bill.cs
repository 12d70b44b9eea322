using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>Which date counts (按哪个日期).</summary>
public enum DateBasis { Discharge, Admission, Settlement }

/// <summary>How a line of a bill is classed: 政策范围内, 先行自付, 超限价自费, 全自费. Together they are the whole bill.</summary>
public enum BillPart { InScope, PreSelfPaid, OverLimit, OutOfCatalogue }

/// <summary>One line of a bill (费用明细). <paramref name="Tcm"/> marks 中医药 inside the in-scope part; <paramref name="Item"/> is the fee item a waiver may name.</summary>
public readonly record struct BillLine(BillPart Part, Money Amount, bool Tcm = false, string? Item = null);

/// <summary>
/// One encounter (一次就诊) with the facts that a settlement looks at: who on that day, where, what for, when, how much. Codes are those of the code lists;
/// a code that a pack does not name simply meets none of its conditions. Amounts are not negative; a reversal is made from a settlement, not from a bill.
/// </summary>
public sealed record Bill
{
    /// <summary>The largest amount of a bill, in fen (a hundred billion yuan), so that products with rates stay exact.</summary>
    public const long Most = 10_000_000_000_000;

    public required string Id { get; init; }

    /// <summary>Who is treated; the accumulators of a year belong to this person.</summary>
    public string Person { get; init; } = "";

    /// <summary>The person's household on that day; needed only by packs with a limit per household.</summary>
    public string Household { get; init; } = "";

    /// <summary>Categories held on the day (人员类别), for example 建档立卡 and 低保 at once.</summary>
    public IReadOnlyCollection<string> Categories { get; init; } = [];

    /// <summary>Full years; null when not known.</summary>
    public int? Age { get; init; }

    public string Kind { get; init; } = "";
    public string Level { get; init; } = "";
    public string Place { get; init; } = "";
    public string Referral { get; init; } = "";

    /// <summary>Disease ids of the catalogue or ICD-10 codes; the first is the main one, to which limits per disease belong.</summary>
    public IReadOnlyList<string> Diseases { get; init; } = [];

    /// <summary>Disease lists (病种目录) that cover the diseases at the person's age.</summary>
    public IReadOnlyCollection<string> Lists { get; init; } = [];

    public bool Designated { get; init; } = true;
    public bool Enrolled { get; init; } = true;
    public DateOnly? Admission { get; init; }
    public DateOnly? Discharge { get; init; }
    public DateOnly? Settlement { get; init; }
    public int Days { get; init; }
    public int Sessions { get; init; }
    public Money Total { get; init; }
    public Money InScope { get; init; }
    public Money OutOfCatalogue { get; init; }
    public Money OverLimit { get; init; }
    public Money PreSelfPaid { get; init; }

    /// <summary>Chinese medicine (中医药) inside the in-scope part.</summary>
    public Money Tcm { get; init; }

    /// <summary>Fee items (收费项目) of the bill that waivers may name, by code.</summary>
    public IReadOnlyDictionary<string, Money> Items { get; init; } = new Dictionary<string, Money>(StringComparer.Ordinal);

    /// <summary>The bill with its amounts summed up from lines. Their order does not matter.</summary>
    public Bill WithLines(IEnumerable<BillLine> lines)
    {
        var (parts, tcm, items) = (new long[4], 0L, new Dictionary<string, Money>(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            parts[(int)line.Part] += line.Amount.Fen;
            if (line.Tcm && line.Part == BillPart.InScope) tcm += line.Amount.Fen;
            if (line.Item is { } item) items[item] = items.GetValueOrDefault(item) + line.Amount;
        }
        return this with { InScope = new(parts[0]), PreSelfPaid = new(parts[1]), OverLimit = new(parts[2]), OutOfCatalogue = new(parts[3]), Total = new(parts.Sum()), Tcm = new(tcm), Items = items };
    }

    /// <summary>The date that a pack goes by; null when the bill does not have it.</summary>
    public DateOnly? On(DateBasis basis) => basis switch { DateBasis.Admission => Admission, DateBasis.Settlement => Settlement, _ => Discharge };

    internal string Code(CodeFact fact) => fact switch { CodeFact.Kind => Kind, CodeFact.Level => Level, CodeFact.Place => Place, _ => Referral };

    internal IReadOnlyCollection<string> Codes(SetFact fact) => fact switch { SetFact.Categories => Categories, SetFact.Lists => Lists, _ => Diseases };

    internal long Part(BillPart part) => part switch { BillPart.InScope => InScope.Fen, BillPart.PreSelfPaid => PreSelfPaid.Fen, BillPart.OverLimit => OverLimit.Fen, _ => OutOfCatalogue.Fen };

    /// <summary>What is wrong with the amounts, days or dates; null when the bill can be settled.</summary>
    public Problem? Unsound()
    {
        foreach (var (name, amount) in new[] { ("医疗总费用", Total), ("政策范围内费用", InScope), ("目录外自费", OutOfCatalogue), ("超限价自费", OverLimit), ("先行自付", PreSelfPaid), ("中医药费用", Tcm) })
            if (amount.Fen is < 0 or > Most) return new("benefits.bill.amount-out-of-range", "amounts", $"“{name}”为 {amount} 元，应在 0 到 1000 亿元之间，请核对。");
        var parts = InScope + OutOfCatalogue + OverLimit + PreSelfPaid;
        if (parts != Total) return new("benefits.bill.does-not-add-up", "total", $"医疗总费用 {Total} 元，各部分合计 {parts} 元，相差 {new Money(Math.Abs((Total - parts).Fen))} 元。总费用应等于政策范围内、先行自付、超限价自费、目录外自费之和，请核对。");
        if (Tcm > InScope) return new("benefits.bill.tcm-above-in-scope", "tcm", $"中医药费用 {Tcm} 元多于政策范围内费用 {InScope} 元，请核对。");
        if (Items.Any(i => i.Value.Fen < 0 || i.Value > Total)) return new("benefits.bill.item-out-of-range", "items", "有收费项目的金额小于零或大于总费用，请核对。");
        if (Days is < 0 or > 3660 || Sessions is < 0 or > 3660) return new("benefits.bill.days-out-of-range", "days", "天数或次数应在 0 到 3660 之间，请核对。");
        if (Discharge < Admission) return new("benefits.bill.discharge-before-admission", "discharge", "出院日期早于入院日期，请核对。");
        return null;
    }
}
