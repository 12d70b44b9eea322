using Microsoft.EntityFrameworkCore;

namespace Minkang.Tests.Benefits;

public sealed class MappingTests(PackStore store) : IClassFixture<PackStore>
{
    [Fact]
    public async Task Every_mapped_column_of_the_module_exists()
    {
        await using var db = store.App.Open();
        var tables = db.Model.GetEntityTypes().Where(e => e.GetTableName()?.StartsWith("benefit_", StringComparison.Ordinal) == true).ToList();

        Assert.Equal(30, tables.Count);
        foreach (var table in tables)
            await db.Database.ExecuteSqlRawAsync($"select {string.Join(", ", table.GetProperties().Select(p => p.GetColumnName()))} from {table.GetTableName()} where 1 = 0");
    }
}
