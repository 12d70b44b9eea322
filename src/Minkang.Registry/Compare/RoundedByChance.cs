namespace Minkang.Registry.Compare;

/// <summary>
/// A number that a spreadsheet rounded to fifteen digits ends with 000; one in eleven is valid all the same (凑巧有效的舍入号码). It is told when only this list has it, and another
/// list has somebody of the same name with the same first digits.
/// </summary>
internal static class RoundedByChance
{
    private const int Kept = 14;

    public static void Mark(IReadOnlyList<ComparedList> lists)
    {
        var rows = lists.SelectMany(l => l.Rows).Where(r => r.ValidId is not null).ToList();
        var suspects = rows.FindAll(r => r.ValidId!.Value.Text.EndsWith("000", StringComparison.Ordinal) && r.Id!.CardLevel is null);
        if (suspects.Count == 0) return;
        var numbers = suspects.Select(r => r.ValidId!.Value.Text).ToHashSet(StringComparer.Ordinal);
        var bearers = rows.Where(r => numbers.Contains(r.ValidId!.Value.Text)).ToLookup(r => r.ValidId!.Value.Text, StringComparer.Ordinal);
        var starts = numbers.Select(n => n[..Kept]).ToHashSet(StringComparer.Ordinal);
        var alike = rows.Where(r => starts.Contains(r.ValidId!.Value.Text[..Kept])).ToLookup(r => r.ValidId!.Value.Text[..Kept], StringComparer.Ordinal);
        foreach (var row in suspects.FindAll(r => bearers[r.ValidId!.Value.Text].All(b => b.List == r.List) && alike[r.ValidId!.Value.Text[..Kept]].Any(o => RoundsTo(o, r)))) row.TakeNumberAsRounded();
    }

    /// <summary>The fifteenth digit stays, or was rounded up.</summary>
    private static bool RoundsTo(ComparedRow whole, ComparedRow row)
    {
        var (number, rounded) = (whole.ValidId!.Value.Text, row.ValidId!.Value.Text);
        return whole.List != row.List && number != rounded && (rounded[Kept] == number[Kept] || rounded[Kept] == number[Kept] + 1) && LinkEntity.Fits(whole.Name, row.Name);
    }
}
