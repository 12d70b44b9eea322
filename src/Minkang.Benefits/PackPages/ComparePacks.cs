using Minkang.Benefits.Packs;

namespace Minkang.Benefits.PackPages;

/// <summary>One line of two packs side by side (对照行); null on the side that does not have it.</summary>
internal sealed record ComparedNumber(PackNumber? A, PackNumber? B)
{
    public PackNumber Either => A ?? B!;

    /// <summary>True where a clerk has to look: the number, or the days for which it holds.</summary>
    public bool Differs => A is null || B is null || A.Text != B.Text || A.Period != B.Period || A.IsBlank != B.IsBlank;
}

/// <summary>A part of either pack, side by side.</summary>
internal sealed record ComparedPart(SheetPart? A, SheetPart? B, IReadOnlyList<ComparedNumber> Numbers)
{
    public SheetPart Either => A ?? B!;

    public bool AppliesDiffers => A is not null && B is not null && (A.Applies != B.Applies || A.Payer != B.Payer);

    public int Differences => Numbers.Count(n => n.Differs) + (AppliesDiffers ? 1 : 0);
}

/// <summary>Lays two packs side by side (对照两个版本): parts by kind and id, numbers by what they are, for whom, and from when.</summary>
internal static class ComparePacks
{
    public static IReadOnlyList<ComparedPart> Of(PackSheet a, PackSheet b)
    {
        var compared = new List<ComparedPart>();
        foreach (var (left, right) in Aligned(a.Parts, b.Parts, p => (p.Kind, p.Id)))
        {
            var numbers = Aligned(left?.Numbers ?? [], right?.Numbers ?? [], n => (n.Key, n.Case, n.Period.From));
            compared.Add(new(left, right, [.. numbers.Select(n => new ComparedNumber(n.Left, n.Right))]));
        }
        return compared;
    }

    /// <summary>Both lists in one order: that of the first, with what only the second has behind its neighbour there.</summary>
    public static IReadOnlyList<(T? Left, T? Right)> Aligned<T, TKey>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, TKey> key) where T : class where TKey : notnull
    {
        var others = new Dictionary<TKey, Queue<T>>();
        foreach (var item in right)
        {
            if (!others.TryGetValue(key(item), out var same)) others.Add(key(item), same = new());
            same.Enqueue(item);
        }
        var matched = new HashSet<T>(ReferenceEqualityComparer.Instance);
        var lines = new List<(T? Left, T? Right)>();
        foreach (var item in left)
        {
            var other = others.TryGetValue(key(item), out var same) && same.Count > 0 ? same.Dequeue() : null;
            if (other is not null) matched.Add(other);
            lines.Add((item, other));
        }
        for (var i = 0; i < right.Count; i++)
        {
            if (matched.Contains(right[i])) continue;
            var before = i == 0 ? -1 : lines.FindIndex(l => ReferenceEquals(l.Right, right[i - 1]));
            lines.Insert(before + 1, (null, right[i]));
        }
        return lines;
    }
}
