namespace Minkang.Domain.Linkage;

/// <summary>How common each value of a field is in the lists compared (词频). Agreeing on a rare name says more than on a common one.</summary>
internal sealed class ValueShares
{
    private readonly int[]?[] _counts;
    private readonly double[] _stated;

    public ValueShares(LinkTable left, LinkTable right)
    {
        var fields = left.Space.Profile.Fields;
        _counts = new int[]?[fields.Count];
        _stated = new double[fields.Count];
        for (var field = 0; field < fields.Count; field++)
        {
            if (!fields[field].ByFrequency) continue;
            _counts[field] = [];
            Count(left, field);
            if (!ReferenceEquals(left, right)) Count(right, field);
        }
    }

    private void Count(LinkTable table, int field)
    {
        var (column, counts) = (table.Column(field), _counts[field]!);
        for (var row = 0; row < table.Rows; row++)
        {
            if (column.Value(row) is not (> 0 and var value)) continue;
            if (value >= counts.Length) Array.Resize(ref counts, Math.Max(value + 1, counts.Length * 2));
            counts[value]++;
            _stated[field]++;
        }
        _counts[field] = counts;
    }

    /// <summary>Share of the rows that have the value, the row at hand not counted. Null when the field is not weighed by frequency.</summary>
    public double? Of(int field, int value) =>
        _counts[field] is { } counts && value > 0 && value < counts.Length ? Math.Max(counts[value] - 1, 1) / Math.Max(2, _stated[field]) : null;

    /// <summary>What has to be added to the logarithm for strangers, since they agree on these very values.</summary>
    public double Correction(LinkTable left, LinkModel model, int row, ulong levels)
    {
        var sum = 0.0;
        for (var field = 0; field < _counts.Length; field++)
            if (_counts[field] is not null && ((levels >> (field * 4)) & 15) == 1 && Of(field, left.Column(field).Value(row)) is { } share)
                sum += Math.Log(share / model.Chance(field, 1));
        return sum;
    }
}
