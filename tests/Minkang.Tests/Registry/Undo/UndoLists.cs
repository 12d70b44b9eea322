using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Undo;

namespace Minkang.Tests.Registry.Undo;

/// <summary>Imports and undoes without pages, and says what a county's store holds.</summary>
internal static class UndoLists
{
    private const string Headings = "乡（镇）,行政村,户编号,姓名,证件号码,家庭人口数,与户主关系,性别,出生日期,脱贫状态,识别时间,联系电话";

    /// <summary>A register list of the day.</summary>
    public static byte[] Register(DateOnly on, params string[] rows) =>
        Encoding.UTF8.GetBytes($"导出时间：{on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n{Headings}\n{string.Join('\n', rows)}\n");

    public static async Task<ImportResult> Import(this TestApp app, string county, string name, byte[] content, DateOnly? listOn = null)
    {
        var outcome = await app.Get<ImportLists>().Import(county, Actor.Console(RegionCode.Parse(county)), name, content, listOn, false, null, default);
        Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Problems[0].Message);
        return outcome.Value;
    }

    public static async Task Undo(this TestApp app, string county, Guid? import = null)
    {
        var undone = await app.TryUndo(county, import);
        Assert.True(undone.Ok, undone.Ok ? "" : undone.Problems[0].Message);
    }

    public static Task<Outcome<string>> TryUndo(this TestApp app, string county, Guid? import = null) =>
        app.Get<UndoImports>().Undo(county, import, Actor.Console(RegionCode.Parse(county)), "名单发错了", null, default);

    /// <summary>
    /// Every row of every table that lists write to, column by column; stamps of the last change and the results of imports left out. With keys, to see that
    /// the same records are there; without, to compare one import of a file with another.
    /// </summary>
    public static async Task<string> Dump(this TestApp app, string county, bool withKeys = true)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        var text = new StringBuilder();
        foreach (var kind in MadeRecords.Kinds(db))
        {
            var columns = kind.GetProperties().Where(p => p.Name is not ("Version" or "UpdatedAt" or "UpdatedBy")).Where(p => withKeys || !Differs(p.Name, p.ClrType)).Select(p => p.GetColumnName());
            var sql = $"select * from {kind.GetTableName()}";
            var rows = (await Rows(db, sql, [.. columns])).Order(StringComparer.Ordinal);
            text.Append(kind.GetTableName()).Append('\n').AppendJoin('\n', rows).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Keys, moments and sealed values differ from one import of a file to the next.</summary>
    private static bool Differs(string property, Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var t && (t == typeof(Guid) || t == typeof(DateTimeOffset)) || property.EndsWith("Sealed", StringComparison.Ordinal);

    private static async Task<List<string>> Rows(CountyDb db, string sql, string[] columns)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(JsonSerializer.Serialize(columns.Select(c => reader[c] is DBNull ? null : reader[c].ToString())));
        return rows;
    }
}
