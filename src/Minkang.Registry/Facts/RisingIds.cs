namespace Minkang.Registry.Facts;

/// <summary>
/// Ids that rise within one unit of work (递增标识): version 7 with its twelve free bits as a counter, so that a list's households and members lie in
/// the store in the order in which the list has them, and an index on them is that order.
/// </summary>
internal sealed class RisingIds(DateTimeOffset now)
{
    private const int PerMillisecond = 1 << 12;
    private long _made;

    public Guid Next()
    {
        var count = _made++;
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now.AddMilliseconds(count / PerMillisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
        var place = (int)(count % PerMillisecond);
        bytes[6] = (byte)(0x70 | (place >> 8));
        bytes[7] = (byte)(place & 0xFF);
        return new Guid(bytes, bigEndian: true);
    }
}
