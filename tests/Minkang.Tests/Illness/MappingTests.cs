using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Tests.Illness;

public sealed class MappingTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    [Fact]
    public async Task Every_mapped_column_of_the_module_exists()
    {
        await using var db = store.Open();
        var tables = db.Model.GetEntityTypes().Where(e => e.GetTableName()?.StartsWith("illness_", StringComparison.Ordinal) == true).ToList();

        Assert.Equal(7, tables.Count);
        foreach (var table in tables)
            await db.Database.ExecuteSqlRawAsync($"select {string.Join(", ", table.GetProperties().Select(p => p.GetColumnName()))} from {table.GetTableName()} where 1 = 0");
    }
}
