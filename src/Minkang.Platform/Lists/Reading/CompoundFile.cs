using System.Buffers.Binary;
using System.Text;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>The container of old Office files (复合文档). Looks only at its directory, to see what is inside and whether the file is whole.</summary>
internal static class CompoundFile
{
    private const int EntrySize = 128;

    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static FileKind Kind(byte[] content)
    {
        if (content.Length < 1536) throw Refusal.CutOff();
        if (SizeOf(content, "EncryptedPackage") is not null) throw Refusal.Encrypted();
        if ((SizeOf(content, "Workbook") ?? SizeOf(content, "Book")) is { } size)
            return size + 512 <= content.Length ? FileKind.OldWorkbook : throw Refusal.CutOff();
        if (SizeOf(content, "WordDocument") is not null) throw Refusal.NotAList(T("Word 文档"));
        if (SizeOf(content, "PowerPoint Document") is not null) throw Refusal.NotAList(T("演示文稿"));
        throw DirectoryMissing(content) ? Refusal.CutOff() : Refusal.Binary();
    }

    private static long? SizeOf(byte[] content, string name) =>
        EntryOf(content, name) is { Length: > 0 } entry ? BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]) : null;

    /// <summary>
    /// Directory entry of a stream by its name, empty when there is none. Directory entries always lie on multiples of 128 bytes, so the directory's
    /// own chain, which may be damaged or endless, is not followed.
    /// </summary>
    private static ReadOnlySpan<byte> EntryOf(byte[] content, string name)
    {
        var bytes = Encoding.Unicode.GetBytes(name + '\0');
        for (var at = 512; at + EntrySize <= content.Length; at += EntrySize)
        {
            var entry = content.AsSpan(at, EntrySize);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) != bytes.Length || entry[66] != 2 || !entry.StartsWith(bytes)) continue;
            return entry;
        }
        return default;
    }

    /// <summary>The bytes of the workbook stream. Spreadsheet programs fill it up to 4,096 bytes, so it never lies in the store for small streams.</summary>
    public static byte[] WorkbookStream(byte[] content)
    {
        var entry = EntryOf(content, "Workbook") is { Length: > 0 } workbook ? workbook : EntryOf(content, "Book");
        var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]);
        if (size < 4096 || size > content.Length) throw Refusal.Damaged();
        var stream = new byte[size];
        var sectorSize = SectorSize(content);
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]);
        for (var done = 0; done < size; done += sectorSize)
        {
            SectorAt(content, sector)[..Math.Min(sectorSize, size - done)].CopyTo(stream.AsSpan(done));
            sector = Next(content, sector);
        }
        return stream;
    }

    private static int SectorSize(byte[] content) => BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(30)) == 12 ? 4096 : 512;

    private static ReadOnlySpan<byte> SectorAt(byte[] content, uint sector)
    {
        var size = SectorSize(content);
        var at = (sector + 1L) * size;
        return at + size <= content.Length ? content.AsSpan((int)at, size)
            : at < content.Length ? content.AsSpan((int)at) // writers may leave the last sector short
            : throw Refusal.CutOff();
    }

    /// <summary>The sector after this one, from the allocation table, whose own sectors are listed in the header and its continuations.</summary>
    private static uint Next(byte[] content, uint sector)
    {
        var perSector = SectorSize(content) / 4;
        var (table, slot) = ((int)(sector / perSector), (int)(sector % perSector));
        if (table < 109) return BinaryPrimitives.ReadUInt32LittleEndian(SectorAt(content, BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(76 + table * 4)))[(slot * 4)..]);
        table -= 109;
        var list = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(68));
        for (; table >= perSector - 1; table -= perSector - 1) list = BinaryPrimitives.ReadUInt32LittleEndian(SectorAt(content, list)[^4..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(SectorAt(content, BinaryPrimitives.ReadUInt32LittleEndian(SectorAt(content, list)[(table * 4)..]))[(slot * 4)..]);
    }

    private static bool DirectoryMissing(byte[] content)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(48));
        return (first + 1L) * SectorSize(content) >= content.Length;
    }
}
