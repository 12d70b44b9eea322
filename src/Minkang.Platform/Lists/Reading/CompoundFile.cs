using System.Buffers.Binary;
using System.Text;

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
        if (SizeOf(content, "WordDocument") is not null) throw Refusal.NotAList("Word 文档");
        if (SizeOf(content, "PowerPoint Document") is not null) throw Refusal.NotAList("演示文稿");
        throw DirectoryMissing(content) ? Refusal.CutOff() : Refusal.Binary();
    }

    /// <summary>
    /// Size of a stream by its name, null when there is none. Directory entries always lie on multiples of 128 bytes, so the directory's
    /// own chain, which may be damaged or endless, is not followed.
    /// </summary>
    private static long? SizeOf(byte[] content, string name)
    {
        var bytes = Encoding.Unicode.GetBytes(name + '\0');
        for (var at = 512; at + EntrySize <= content.Length; at += EntrySize)
        {
            var entry = content.AsSpan(at, EntrySize);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) != bytes.Length || entry[66] != 2 || !entry.StartsWith(bytes)) continue;
            return BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]);
        }
        return null;
    }

    private static bool DirectoryMissing(byte[] content)
    {
        var sectorSize = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(30)) == 12 ? 4096L : 512L;
        var first = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(48));
        return (first + 1) * sectorSize >= content.Length;
    }
}
