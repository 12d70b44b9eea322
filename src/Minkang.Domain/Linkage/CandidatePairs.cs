namespace Minkang.Domain.Linkage;

/// <summary>Pairs of rows worth a look (候选对), each once.</summary>
internal sealed class CandidatePairs
{
    public int[] Left = new int[1024];
    public int[] Right = new int[1024];
    public int Count { get; private set; }

    public void Add(int left, int right)
    {
        if (Count == Left.Length)
        {
            Array.Resize(ref Left, Count * 2);
            Array.Resize(ref Right, Count * 2);
        }
        (Left[Count], Right[Count]) = (left, right);
        Count++;
    }
}

/// <summary>
/// What one blocking rule gave (分块规则的效果). <paramref name="Pairs"/>: new pairs it brought. <paramref name="Divided"/>: blocks that were
/// too large and were divided. <paramref name="Cut"/>: pairs left out, because a block stayed too large or because the rows state nothing to
/// divide it by; the other rules may still bring them.
/// </summary>
public sealed record BlockOutcome(string Code, long Pairs, int Divided, long Cut);

/// <summary>The rows of one side in the order of their keys.</summary>
internal sealed class SortedKeys
{
    public readonly ulong[] Keys;
    public readonly int[] Rows;

    public SortedKeys(ulong[] byRow)
    {
        var stated = 0;
        foreach (var key in byRow) if (key != 0) stated++;
        (Keys, Rows) = (new ulong[stated], new int[stated]);
        for (int row = 0, at = 0; row < byRow.Length; row++)
        {
            if (byRow[row] == 0) continue;
            (Keys[at], Rows[at]) = (byRow[row], row);
            at++;
        }
        Array.Sort(Keys, Rows);
    }
}
