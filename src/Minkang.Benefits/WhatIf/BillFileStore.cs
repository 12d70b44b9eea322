using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;

namespace Minkang.Benefits.WhatIf;

/// <summary>What stands at the end of a file of bills: the names, where each table begins, where the keys are.</summary>
internal sealed record BillFileIndex(string[][] Codes, string[][][] Sets, string[] Items, string[] Areas, List<BillFileTable> Tables, BillFileKeys Persons, BillFileKeys Units);

internal sealed record BillFileTable(long At, int Rows, int Items);

/// <summary>Keys of people: where their lengths-from-the-start stand, where the text, how many.</summary>
internal sealed record BillFileKeys(long OffsetsAt, long TextAt, int Count);

/// <summary>
/// Writes a year of bills as columns, table after table (单据列式文件), so that tens of millions replay from disk in little memory: each table its columns one after the other as the
/// machine has them (little-endian), then keys, then an index as JSON, whose place the last sixteen bytes say.
/// </summary>
internal sealed class BillFileWriter(string path) : IDisposable
{
    internal const long Mark = 0x314C4C42_4B4D0001;
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
    private readonly List<BillFileTable> _tables = [];

    public void Add(BillTable table)
    {
        _tables.Add(new(_file.Position, table.Count, table.Items.Count));
        foreach (var column in table.Columns) _file.Write(Bytes(column));
        _file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(table.Items.ToList())));
    }

    /// <summary>Writes keys and index; without it the file cannot be read.</summary>
    public void Finish(BillNames names, IReadOnlyList<string> persons, IReadOnlyList<string> units)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Files of bills are little-endian.");
        var index = new BillFileIndex([.. Enum.GetValues<CodeFact>().Select(f => names.Codes(f).ToArray())], [.. Enum.GetValues<SetFact>().Select(f => names.Sets(f).Select(s => s.ToArray()).ToArray())],
            [.. names.Items], [.. names.Areas], _tables, Keys(persons), Keys(units));
        var at = _file.Position;
        JsonSerializer.Serialize(_file, index);
        Span<byte> end = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(end, at);
        BinaryPrimitives.WriteInt64LittleEndian(end[8..], Mark);
        _file.Write(end);
    }

    public void Dispose() => _file.Dispose();

    internal static Span<byte> Bytes(Array column) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(column), Buffer.ByteLength(column));

    private BillFileKeys Keys(IReadOnlyList<string> keys)
    {
        var textAt = _file.Position;
        var offsets = new long[keys.Count + 1];
        for (var i = 0; i < keys.Count; i++)
        {
            var text = Encoding.UTF8.GetBytes(keys[i]);
            _file.Write(text);
            offsets[i + 1] = offsets[i] + text.Length;
        }
        var offsetsAt = _file.Position;
        _file.Write(Bytes(offsets));
        return new(offsetsAt, textAt, keys.Count);
    }
}

/// <summary>Reads a file of bills, a table at a time; several threads may read at once.</summary>
internal sealed class BillFileReader : IBillSource, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly BillFileIndex _index;

    /// <exception cref="InvalidDataException">The file is none of bills, or was not finished.</exception>
    public BillFileReader(string path)
    {
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(_file);
        if (length < 16) throw new InvalidDataException("The file of bills is too short.");
        var end = Read(length - 16, 16);
        if (BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(8)) != BillFileWriter.Mark) throw new InvalidDataException("The file of bills was not finished, or is another file.");
        var at = BinaryPrimitives.ReadInt64LittleEndian(end);
        _index = JsonSerializer.Deserialize<BillFileIndex>(Read(at, (int)(length - 16 - at)))!;
        foreach (var fact in Enum.GetValues<CodeFact>()) foreach (var code in _index.Codes[(int)fact]) Names.Code(fact, code);
        foreach (var fact in Enum.GetValues<SetFact>()) foreach (var held in _index.Sets[(int)fact]) Names.Set(fact, held);
        foreach (var item in _index.Items) Names.Item(item);
        foreach (var area in _index.Areas) Names.Area(area);
    }

    public BillNames Names { get; } = new();
    public int Tables => _index.Tables.Count;
    public long Bills => _index.Tables.Sum(t => (long)t.Rows);

    public BillTable Read(int table)
    {
        var place = _index.Tables[table];
        var read = new BillTable(Names, place.Rows);
        var at = place.At;
        foreach (var column in read.Columns) at += Fill(at, BillFileWriter.Bytes(column));
        var items = new BillItem[place.Items];
        Fill(at, MemoryMarshal.AsBytes(items.AsSpan()));
        foreach (var item in items) read.AddItem(item);
        return read;
    }

    public string Person(int number) => Key(_index.Persons, number);

    public string Unit(int number) => Key(_index.Units, number);

    public void Dispose() => _file.Dispose();

    private string Key(BillFileKeys keys, int number)
    {
        var offsets = MemoryMarshal.Cast<byte, long>(Read(keys.OffsetsAt + number * 8L, 16));
        return Encoding.UTF8.GetString(Read(keys.TextAt + offsets[0], (int)(offsets[1] - offsets[0])));
    }

    private byte[] Read(long at, int length)
    {
        var bytes = new byte[length];
        Fill(at, bytes);
        return bytes;
    }

    private int Fill(long at, Span<byte> into)
    {
        for (var done = 0; done < into.Length;)
        {
            var read = RandomAccess.Read(_file, into[done..], at + done);
            if (read == 0) throw new InvalidDataException("The file of bills ends too early.");
            done += read;
        }
        return into.Length;
    }
}
