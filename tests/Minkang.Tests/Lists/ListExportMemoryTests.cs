using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

[Collection(Alone.Name)]
public sealed class ListExportMemoryTests
{
    private static readonly ExportLayout Layout = new("名单", [new("姓名"), new("身份证号", 20), new("金额"), new("人数"), new("日期"), new("备注", 30)]);

    [Fact]
    [Trait("Scenario", "EXP-01")]
    public void Memory_does_not_grow_with_the_rows()
    {
        static long Peak(int rows)
        {
            long most = 0;
            IEnumerable<IReadOnlyList<object?>> Make()
            {
                var row = new object?[] { "甲", "000000196001010027", new Money(100), 3, new DateOnly(2018, 3, 5), "备注" };
                for (var i = 0; i < rows; i++)
                {
                    if (i % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                    yield return row;
                }
            }
            ListExport.WriteXlsx(Stream.Null, Layout, Make());
            return most;
        }

        Peak(1_000);
        var small = Peak(20_000);
        Assert.InRange(Peak(120_000) - small, long.MinValue, 8L << 20);
    }
}
