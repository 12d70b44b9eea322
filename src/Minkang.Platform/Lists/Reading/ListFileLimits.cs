namespace Minkang.Platform.Lists;

/// <summary>
/// How much a list file (名单文件) may hold. A file beyond a limit is refused before, or while, it is unpacked: what is read stays in memory,
/// so these limits bound memory and time. The defaults let a register of 200,000 persons with 31 columns pass.
/// </summary>
public sealed record ListFileLimits
{
    /// <summary>Size of the file as sent, in bytes.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>Size of all workbook parts that are read, unpacked, in bytes.</summary>
    public long UnpackedBytes { get; init; } = 512L << 20;

    /// <summary>How many times larger than packed a part may become. Applies to parts beyond <see cref="RatioFreeBytes"/>; real lists stay below 15.</summary>
    public int PackRatio { get; init; } = 100;

    /// <summary>Parts up to this unpacked size are not checked for their ratio.</summary>
    public long RatioFreeBytes { get; init; } = 8L << 20;

    /// <summary>Cells of all sheets, blanks between filled cells included.</summary>
    public int Cells { get; init; } = 8_000_000;

    /// <summary>Sheets of a workbook or tables of a page.</summary>
    public int Sheets { get; init; } = 200;

    /// <summary>Characters of one cell; spreadsheets themselves allow no more.</summary>
    public int CellCharacters { get; init; } = 32_767;
}
