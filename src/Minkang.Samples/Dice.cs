using System.Runtime.InteropServices;

namespace Minkang.Samples;

/// <summary>
/// Repeatable chance (SplitMix64). The same seed, purpose and numbers give the same throws on every machine and in every order of
/// asking, so that each list can be written by itself and still speak of the same people.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    public static Dice For(ulong seed, string purpose, long first = 0, long second = 0)
    {
        unchecked
        {
            var hash = seed ^ 0xCBF29CE484222325;
            foreach (var b in MemoryMarshal.AsBytes(purpose.AsSpan())) hash = (hash ^ b) * 0x100000001B3;
            var dice = new Dice(hash ^ ((ulong)first * 0x9E3779B97F4A7C15));
            dice._state = dice.Throw() ^ ((ulong)second * 0xC2B2AE3D27D4EB4F);
            return dice;
        }
    }

    private ulong Throw()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 (inclusive) to 1 (exclusive).</summary>
    public double Share() => (Throw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Both ends inclusive.</summary>
    public int Between(int least, int most) => least + (int)(Share() * (most - least + 1));

    public bool Chance(double rate) => rate > 0 && Share() < rate;

    public T Of<T>(IReadOnlyList<T> list) => list[Between(0, list.Count - 1)];

    public T Of<T>(Weighted<T> list) => list.At(Share());
}

/// <summary>Things with weights, drawn in proportion.</summary>
internal sealed class Weighted<T>
{
    private readonly double[] _upTo;

    public Weighted(IReadOnlyList<(T Item, double Weight)> items)
    {
        Items = [.. items.Select(i => i.Item)];
        _upTo = new double[items.Count];
        var sum = 0.0;
        for (var i = 0; i < items.Count; i++) _upTo[i] = sum += items[i].Weight;
    }

    public IReadOnlyList<T> Items { get; }

    public T At(double share)
    {
        var at = Array.BinarySearch(_upTo, share * _upTo[^1]);
        return Items[Math.Min(at < 0 ? ~at : at + 1, Items.Count - 1)];
    }
}
