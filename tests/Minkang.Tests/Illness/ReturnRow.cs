using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Illness.HealthReturn;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Illness;

/// <summary>A row of the health office's return on its way into the records, as the import hands it over.</summary>
internal sealed class ReturnRow : ListEffectRow
{
    private readonly Dictionary<string, string?> _cells = new(StringComparer.Ordinal);
    private readonly List<object> _added = [];
    private readonly List<(object Record, Action Change)> _changes = [];

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ReturnRow(Guid? person, string sheet = "patients", Guid? import = null, DateOnly? birth = null)
    {
        (ProfileId, SheetId, PersonId, HouseholdId, VillageCode) = ("health-return", sheet, person, null, IllnessStore.Stone);
        (BirthOn, ListOn, ImportId, RowNo) = (birth ?? new DateOnly(1960, 5, 1), new DateOnly(2019, 1, 10), import ?? Guid.CreateVersion7(), 3);
        (By, Now) = (IllnessStore.Console.UserId, new DateTimeOffset(2019, 1, 10, 2, 0, 0, TimeSpan.Zero));
    }

    public List<string> Codes { get; } = [];

    public string? this[string field] { set => _cells[field] = value; }

    public override string? Text(string field) => _cells.GetValueOrDefault(field);
    public override (DateOnly On, string Precision)? Day(string field) => Text(field) is { } text ? (DateOnly.Parse(text), "day") : null;
    public override Money? Amount(string field) => Text(field) is { } text ? Money.FromYuan(decimal.Parse(text)) : null;
    public override string? Code(string field) => null;
    public override bool? YesNo(string field) => Text(field) is { } text ? text == "是" : null;
    public override void Add(object record) => _added.Add(record);
    public override void Change(object record, Action change) => _changes.Add((record, change));
    public override void Ask(string kind, object detail) => throw new InvalidOperationException("Nothing is asked here.");
    public override void Remark(string code, string column, string text) => Codes.Add(code);

    /// <summary>Runs the rows as one import and writes what they bring; returns the codes of the remarks.</summary>
    public static async Task<IReadOnlyList<string>> Import(IllnessStore store, params ReturnRow[] rows)
    {
        var effect = store.Service<IServiceProvider>().GetServices<IListEffect>().OfType<HealthReturnEffect>().Single();
        await using var db = store.Open();
        await effect.Prepare(db, default);
        foreach (var row in rows)
        {
            effect.Apply(row);
            foreach (var (record, change) in row._changes)
            {
                if (db.Entry(record).State == EntityState.Detached) db.Attach(record);
                change();
            }
            db.AddRange(row._added);
        }
        db.Trail.Actor = IllnessStore.Console;
        await db.SaveChangesAsync();
        return [.. rows.SelectMany(r => r.Codes)];
    }
}
