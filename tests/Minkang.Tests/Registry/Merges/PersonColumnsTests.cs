using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Record = Minkang.Platform.Stores.Record;

namespace Minkang.Tests.Registry.Merges;

public sealed class PersonColumnsTests
{
    /// <summary>Columns that hold a person's key under another name; whoever adds one adds it here.</summary>
    private static readonly string[] OtherNames = ["merged_into", "owner_id", "subject_id", "kept_id", "gone_id"];

    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task Every_column_of_the_store_that_names_a_person_follows_a_merge_or_says_why_not()
    {
        await using var app = await TestApp.Start();
        await using var db = app.Open();
        var named = app.Get<IEnumerable<PersonColumn>>().Select(c => (c.Entity, c.Property)).Concat(app.Get<IEnumerable<PersonColumnLeft>>().Select(c => (c.Entity, c.Property)))
            .Select(c => Name(db, c.Entity, c.Property)).ToHashSet(StringComparer.Ordinal);

        var columns = await db.Database.SqlQueryRaw<string>(TestApp.OnPostgres
            ? "select c.table_name || '.' || c.column_name as \"Value\" from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where t.table_type = 'BASE TABLE' and c.table_schema = current_schema()"
            : "select m.name || '.' || c.name as \"Value\" from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'").ToListAsync();
        var persons = columns.Where(c => c.EndsWith("person_id", StringComparison.Ordinal) || OtherNames.Any(n => c.EndsWith("." + n, StringComparison.Ordinal))).Where(c => c != "illness_condition.merged_into").ToList();

        Assert.Contains("registry_membership.person_id", persons);
        Assert.Equal([], persons.Where(c => !named.Contains(c)));
        Assert.Equal([], named.Where(c => !persons.Contains(c)));
    }

    [Fact]
    public async Task What_follows_has_a_key_of_its_own_and_a_word_for_the_page()
    {
        await using var app = await TestApp.Start();
        await using var db = app.Open();
        var words = app.Get<IEnumerable<RecordWord>>().Select(w => w.Table).ToHashSet(StringComparer.Ordinal);

        foreach (var column in app.Get<IEnumerable<PersonColumn>>())
        {
            var entity = db.Model.FindEntityType(column.Entity)!;
            Assert.Equal([nameof(Record.Id)], entity.FindPrimaryKey()!.Properties.Select(p => p.Name));
            Assert.Equal(typeof(Guid), Nullable.GetUnderlyingType(entity.FindProperty(column.Property)!.ClrType) ?? entity.FindProperty(column.Property)!.ClrType);
            if (column.Entity != typeof(Person) && column.Entity != typeof(PersonAlias)) Assert.Contains(entity.GetTableName()!, words);
        }
    }

    private static string Name(CountyDb db, Type entity, string property)
    {
        var mapped = db.Model.FindEntityType(entity)!;
        return $"{mapped.GetTableName()}.{mapped.FindProperty(property)!.GetColumnName()}";
    }
}
