using Minkang.Registry.Facts;

namespace Minkang.Tests.Registry.Facts;

public sealed class RisingIdsTests
{
    [Fact]
    public void Ids_rise_past_the_counters_end_and_are_of_version_seven()
    {
        var now = new DateTimeOffset(2019, 1, 15, 2, 0, 0, TimeSpan.Zero);
        var ids = new RisingIds(now);

        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();

        Assert.All(made, id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.Equal(made, made.OrderBy(id => id.ToString("D"), StringComparer.Ordinal));
        Assert.Equal(made.Count, made.Distinct().Count());
    }
}
