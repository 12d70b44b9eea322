using System.IO.Compression;

namespace Minkang.Platform.Lists;

/// <summary>
/// Unpacks one part of a workbook under the limits: counts every byte that comes out, whatever the file says about itself, and compares the
/// checksum at the end, so that a digit changed on the way is noticed.
/// </summary>
internal sealed class PartStream : Stream
{
    private static readonly uint[] Table = MakeTable();
    private readonly Stream _inner;
    private readonly ZipArchiveEntry _entry;
    private readonly CellBudget _budget;
    private uint _sum = uint.MaxValue;
    private long _count;
    private bool _ended;

    public PartStream(ZipArchiveEntry entry, CellBudget budget)
    {
        (_entry, _budget) = (entry, budget);
        if (entry.Length > budget.Limits.UnpackedBytes) throw Refusal.UnpacksTooLarge(budget.Limits.UnpackedBytes);
        CheckRatio(entry.Length);
        _inner = entry.Open();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) return 0;
        var read = _inner.Read(buffer);
        if (read == 0) { End(); return 0; }
        _count += read;
        _budget.Unpacked(read);
        CheckRatio(_count);
        var sum = _sum;
        foreach (var b in buffer[..read]) sum = Table[(sum ^ b) & 0xFF] ^ (sum >> 8);
        _sum = sum;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what the parser left over, so that the checksum covers the whole part.</summary>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) > 0) { }
    }

    private void End()
    {
        _ended = true;
        if (~_sum != _entry.Crc32 || _count != _entry.Length) throw Refusal.Damaged();
    }

    private void CheckRatio(long bytes)
    {
        if (bytes > _budget.Limits.RatioFreeBytes && bytes / _budget.Limits.PackRatio > _entry.CompressedLength)
            throw Refusal.UnpacksTooLarge(_budget.Limits.UnpackedBytes);
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _count; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
