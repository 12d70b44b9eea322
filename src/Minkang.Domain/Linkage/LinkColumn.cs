namespace Minkang.Domain.Linkage;

/// <summary>One field of all rows of a list, laid out for comparing (列). Numbers only; texts lie in tables shared by all lists of a comparison.</summary>
internal abstract class LinkColumn
{
    /// <summary>Makes room for so many rows.</summary>
    public abstract void Resize(int rows);

    /// <summary>Reads what the row states; blank leaves the field unstated.</summary>
    public abstract void Set(int row, ReadOnlySpan<char> text);

    /// <summary>The level of two values, 0 when one of them is unstated. Symmetric.</summary>
    public abstract int Compare(int row, LinkColumn other, int otherRow);

    /// <summary>The key of a row for blocking; 0 when the row has none. Throws <see cref="ArgumentException"/> for an aspect the kind does not have.</summary>
    public abstract Func<int, ulong> KeyOf(string aspect);

    /// <summary>Number of the value for counting how common it is; 0 when unstated.</summary>
    public virtual int Value(int row) => 0;

    protected static ArgumentException Unknown(string aspect) => new($"No such aspect of the field: {aspect}.", nameof(aspect));

    protected static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim();
}
