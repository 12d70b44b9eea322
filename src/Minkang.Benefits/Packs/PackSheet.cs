using Minkang.Domain.Policies;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Packs;

/// <summary>A part of a pack as people read it beside the paper (支付层、个人负担上限、减免、押金): who pays, for whom, every number with its clause.</summary>
internal sealed record SheetPart(string Kind, string Id, string Title, string Payer, string Applies, string? Source, IReadOnlyList<PackNumber> Numbers, IReadOnlyList<string> Notes);

/// <summary>A blank of the source that still stops bills (空白数值): where it stands, what it is, from when.</summary>
internal sealed record BlankNumber(string Name, string Part, string Item, string Case, ValueUnit Unit, DateOnly From, DateOnly? Until, string? Source)
{
    /// <summary>The name under <c>values</c> by which it can be filled in; null for a blank written in place, which only a draft can fill.</summary>
    public string? Fills => Name.StartsWith("values/", StringComparison.Ordinal) ? Name["values/".Length..] : null;
}

/// <summary>A pack as a table that a clerk can lay beside the paper (政策对照表).</summary>
internal sealed record PackSheet(PolicyPack Pack, IReadOnlyList<SheetPart> Parts, IReadOnlyList<string> Notes)
{
    public static PackSheet Of(PolicyPack pack)
    {
        var parts = new List<SheetPart>();
        parts.AddRange(pack.Layers.Select(l => Part(pack, T("支付层"), "layers", l.Id, l.Title, l.PayerName, l.When, l.Source, PackNumbers.Of(l))));
        parts.AddRange(pack.Limits.Select(l => Part(pack, T("个人负担上限"), "limits", l.Id, l.Title, l.PayerName, l.When, l.Source, PackNumbers.Of(l))));
        parts.AddRange(pack.Waivers.Select(w => Part(pack, T("减免"), "waivers", w.Id, w.Title, w.PayerName, w.When, w.Source, PackNumbers.Of(w))));
        parts.AddRange(pack.Deposits.Select((d, i) => Part(pack, T("住院押金"), "deposit", i == 0 ? "deposit" : $"deposit-{i + 1}", T("住院押金"), "", d.When, d.Source, PackNumbers.Of(d))));
        var told = parts.SelectMany(p => p.Notes).ToHashSet(StringComparer.Ordinal);
        return new(pack, parts, [.. pack.Notes.Select(n => n.Text).Where(t => !told.Contains(t)).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Blanks that stop a bill on the day or later, once each.</summary>
    public IReadOnlyList<BlankNumber> Blanks(DateOnly since) =>
        [.. from part in Parts
            from number in part.Numbers
            where number.IsBlank && (number.Period.Until is not { } until || until > since)
            group (part, number) by (number.Name, number.Period) into same
            let first = same.First()
            select new BlankNumber(first.number.Name, string.Join('、', same.Select(s => s.part.Title).Distinct(StringComparer.Ordinal)), first.number.Item, first.number.Case, first.number.Unit, first.number.Period.From, first.number.Period.Until, first.number.Source)];

    private static SheetPart Part(PolicyPack pack, string kind, string section, string id, string title, string payer, Condition when, string? source, IReadOnlyList<PackNumber> numbers)
    {
        var own = $"{section}/{id}";
        var names = numbers.Select(n => n.Name).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        var notes = pack.Notes.Where(n => n.At == own || n.At.StartsWith(own + "/", StringComparison.Ordinal) || names.Contains(n.At)).Select(n => n.Text);
        return new(kind, id, title, payer, when.Text, source, numbers, [.. notes.Distinct(StringComparer.Ordinal)]);
    }
}
