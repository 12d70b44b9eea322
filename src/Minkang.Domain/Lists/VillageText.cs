namespace Minkang.Domain.Lists;

/// <summary>
/// A village as a list names it (行政村). <paramref name="Stem"/> is the name without 村, 村委会, 村民委员会, 社区, 居委会, by which names are
/// compared; <paramref name="Written"/> is what the cell shows.
/// </summary>
public readonly record struct ListedVillage(string Stem, string Written);

/// <summary>Reads village names. Which village is meant is decided by the registry, from dated names inside a township.</summary>
public static class VillageText
{
    private static readonly string[] Endings = ["村民委员会", "社区居民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "行政村", "社区", "村"];

    public static CellReading<ListedVillage> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<ListedVillage>(error);
        if (BlankWords.Of(cell) is not BlankWord.None) return CellReading.Nothing<ListedVillage>();
        if (cell.Kind != CellKind.Text) return CellReading.Refused<ListedVillage>(Finding.Error("village.not-text", "村名栏里是数字或日期，请核对是否填错了列。"));
        return CellReading.Of<ListedVillage>(new ListedVillage(Stem(cell.Text), cell.Text));
    }

    /// <summary>The part of a village name that counts. A name of one character keeps its 村 (新村 is not 新).</summary>
    public static string Stem(string name)
    {
        var clean = ListText.Compact(name);
        foreach (var ending in Endings)
            if (clean.EndsWith(ending, StringComparison.Ordinal))
                return clean.Length - ending.Length >= 2 ? clean[..^ending.Length] : ending == "村" ? clean : clean[..^ending.Length] + "村";
        return clean;
    }
}
