using System.Runtime.InteropServices;

namespace Minkang.Domain.Linkage;

/// <summary>The levels of candidate pairs, four bits a field from the lowest (比较结果). Pairs with equal levels share one number.</summary>
internal sealed class PairLevels
{
    private const int Chunk = 16_384;

    /// <summary>Distinct combinations of levels.</summary>
    public required ulong[] Distinct { get; init; }

    /// <summary>How many pairs have each combination.</summary>
    public required long[] Counts { get; init; }

    /// <summary>Which combination each pair has.</summary>
    public required int[] OfPair { get; init; }

    public ulong this[int pair] => Distinct[OfPair[pair]];

    public static ulong Of(LinkTable left, LinkTable right, int a, int b)
    {
        var levels = 0UL;
        var ours = left.Columns;
        var theirs = right.Columns;
        for (var field = ours.Length - 1; field >= 0; field--) levels = (levels << 4) | (uint)ours[field].Compare(a, theirs[field], b);
        return left.Space.BirthAndNumber is { } pair ? NotTwice(levels, pair.Birth * 4, pair.Number * 4) : levels;
    }

    /// <summary>A number that fits but for its end says only that the births are close. Where births were compared, it must not say so again.</summary>
    private static ulong NotTwice(ulong levels, int birth, int number) =>
        ((levels >> number) & 15) == LinkLevels.IdReissued && ((levels >> birth) & 15) != 0 ? (levels & ~(15UL << number)) | ((ulong)LinkLevels.IdOther << number) : levels;

    public static PairLevels Compare(LinkTable left, LinkTable right, CandidatePairs pairs)
    {
        var raw = new ulong[pairs.Count];
        Parallel.For(0, (pairs.Count + Chunk - 1) / Chunk, chunk =>
        {
            var end = Math.Min(pairs.Count, (chunk + 1) * Chunk);
            for (var i = chunk * Chunk; i < end; i++) raw[i] = Of(left, right, pairs.Left[i], pairs.Right[i]);
        });
        var numbers = new Dictionary<ulong, int>();
        var counts = new List<long>();
        var ofPair = new int[pairs.Count];
        for (var i = 0; i < raw.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, raw[i], out var known);
            if (!known) { number = counts.Count; counts.Add(0); }
            counts[number]++;
            ofPair[i] = number;
        }
        var distinct = new ulong[counts.Count];
        foreach (var (levels, number) in numbers) distinct[number] = levels;
        return new PairLevels { Distinct = distinct, Counts = [.. counts], OfPair = ofPair };
    }
}
