using System.Globalization;
using Minkang.Domain.Lists;
using Minkang.Domain.People;
using Minkang.Platform.Lists;
using Minkang.Registry.Facts;
using Minkang.Registry.Lists;

namespace Minkang.Registry.Register;

/// <summary>Reads the data rows of the poverty office's register into typed rows (名册逐行判读). A row without household number or name is rejected.</summary>
internal sealed class ReadRegisterRows(VillageFinder villages, ImportArea area)
{
    /// <summary>Rows that can be settled, and rows that are rejected with their notes.</summary>
    public (List<RegisterRow> Rows, List<(int SheetNo, RowReading Row, List<RowNote> Notes)> Rejected) Read(SheetReading sheet, int sheetNo)
    {
        var rows = new List<RegisterRow>(sheet.Data.Count);
        var rejected = new List<(int, RowReading, List<RowNote>)>();
        foreach (var row in sheet.Data)
        {
            if (!ReturnedRows.ToWork(row)) continue;
            var notes = RowFindings.Of(row);
            if (notes.Exists(n => n.Grade == NoteGrade.Error) || row.Text("household-number") is not { } number || !row.Name("name").HasValue)
            {
                rejected.Add((sheetNo, row, notes));
                continue;
            }
            var read = Read(row, sheetNo, number, notes);
            if (area.Holds(read.VillageCode)) rows.Add(read);
            else rejected.Add((sheetNo, row, [.. notes.Where(n => n.Code == "village_unknown"), ImportArea.Outside]));
        }
        return (rows, rejected);
    }

    private RegisterRow Read(RowReading row, int sheetNo, string number, List<RowNote> notes)
    {
        var id = row.Id("id-number");
        var read = new RegisterRow
        {
            SheetNo = sheetNo, Sheet = row.Match.Sheet.Name, RowNo = row.Number, HouseholdNumber = number,
            Name = row.Name("name").Value.Text,
            Id = id.HasValue ? id.Value : IdText.Read(row.Cell("id-number").Text) with { Number = null },
            HeadName = row.Name("head-name") is { HasValue: true } head ? head.Value.Text : "",
            VillageCode = villages.Find(row, notes) ?? "",
            GroupName = row.Text("village-group") ?? "",
            Sex = Code(row, "sex") switch { "1" => Sex.Male, "2" => Sex.Female, "9" => Sex.Unstated, _ => id.HasValue && id.Value.Number is { } n ? n.Sex : Sex.Unknown },
            Birth = Day(row, "birth-date"),
            EthnicGroup = Code(row, "ethnic-group"),
            Relation = Code(row, "relation"),
            Phone = row.Phone("phone") is { HasValue: true } phone ? string.Join('、', phone.Value) : null,
            StatedSize = row.Integer("household-size") is { HasValue: true } size ? size.Value : null,
            Status = Code(row, "poverty-status"),
            ExitYear = row.Date("exit-year") is { HasValue: true } exit ? exit.Value.Year : null,
            Entered = Day(row, "identified-on"),
            HouseholdFacts = [.. HouseholdFacts(row)],
            PersonFacts = [.. PersonFacts(row)],
        };
        read.Notes.AddRange(notes);
        return read;
    }

    private static IEnumerable<(string, string)> HouseholdFacts(RowReading row)
    {
        if (Code(row, "poverty-attribute") is { } attribute) yield return (FactKind.HouseholdClass, attribute);
        if (Code(row, "main-cause") is { } cause) yield return (FactKind.PrimaryCause, cause);
        if (row.Codes("other-causes") is { HasValue: true } others)
            foreach (var other in others.Value.Select(c => c.Code).Distinct(StringComparer.Ordinal)) yield return (FactKind.SecondaryCause, other);
        if (row.Amount("income-per-head") is { HasValue: true } income) yield return (FactKind.IncomePerHead, income.Value.Yuan.ToString("0.##", CultureInfo.InvariantCulture));
        if (row.Integer("household-size") is { HasValue: true } size) yield return (FactKind.StatedSize, size.Value.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(string, string)> PersonFacts(RowReading row)
    {
        if (Code(row, "education") is { } education) yield return (FactKind.Education, education);
        if (row.Text("school-state") is { } school) yield return (FactKind.Schooling, school);
        if (row.Codes("health-state") is { HasValue: true } health)
            foreach (var state in health.Value.Select(c => c.Code).Distinct(StringComparer.Ordinal)) yield return (FactKind.HealthState, state);
        if (Code(row, "labour-skill") is { } skill) yield return (FactKind.LabourSkill, skill);
        if (row.Integer("months-away") is { HasValue: true } months) yield return (FactKind.MonthsAtWork, months.Value.ToString(CultureInfo.InvariantCulture));
        if (row.YesNo("basic-insurance") is { HasValue: true } basic) yield return (FactKind.StatedBasicInsurance, basic.Value ? "yes" : "no");
        if (row.YesNo("critical-insurance") is { HasValue: true } critical) yield return (FactKind.CriticalIllnessInsurance, critical.Value ? "yes" : "no");
    }

    private static string? Code(RowReading row, string field) => row.Code(field) is { HasValue: true } code ? code.Value.Code : null;

    private static KnownDay? Day(RowReading row, string field) => row.Date(field) is { HasValue: true } date ? KnownDays.Of(date.Value) : null;
}

internal static class KnownDays
{
    /// <summary>The first day of what is stated, with its precision.</summary>
    public static KnownDay Of(PartialDate date) => new(date.First, date.Precision switch { DatePrecision.Day => "day", DatePrecision.Month => "month", _ => "year" });
}
