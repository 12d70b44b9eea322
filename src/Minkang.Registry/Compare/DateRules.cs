using Minkang.Domain.Lists;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Compare;

/// <summary>Dates that cannot be (日期核对): no such day, after the newest list (a bill may come some days later), discharge before admission, before the person was born.</summary>
internal static class DateRules
{
    private static readonly (string Earlier, string Later)[] Orders =
        [("admitted-on", "discharged-on"), ("birth-date", "changed-on"), ("birth-date", "issued-on"), ("admitted-on", "settled-on")];

    public static IEnumerable<Discrepancy> Impossible(LinkedRows all, CompareRule rule)
    {
        var newest = all.Lists.Select(l => l.Day).Max();
        foreach (var list in all.Lists)
        {
            string[] fields = [.. list.Match.Kind.Columns.Where(c => c.Type == FieldType.Date && list.Has(c.Field)).Select(c => c.Field)];
            foreach (var row in list.Rows)
                foreach (var found in In(row, fields, newest, rule)) yield return found;
        }
    }

    private static IEnumerable<Discrepancy> In(ComparedRow row, string[] fields, DateOnly? newest, CompareRule rule)
    {
        foreach (var field in fields)
        {
            var reading = row.ReadDate(field);
            if (reading.Error is { Code: "date.impossible" or "date.year-unlikely" }) yield return new(rule, row, null, field, ListText.Clean(row.Cell(field).Text), "");
            else if (newest is { } last && reading.HasValue && reading.Value.First > (field == "settled-on" ? last.AddDays(rule.Parameters.Days) : last)) yield return new(rule, row, null, field, reading.Value.ToString(), Show.Day(last));
        }
        foreach (var (earlier, later) in Orders)
            if (row.Date(earlier) is { } from && row.Date(later) is { } to && to.Last < from.First) yield return new(rule, row, null, later, to.ToString(), from.ToString());
    }
}
