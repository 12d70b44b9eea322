using System.Globalization;
using System.Text;
using Minkang.Samples.People;

namespace Minkang.Samples.Writing;

/// <summary>One row of a list with the truth about it.</summary>
internal sealed class Row(Person person)
{
    public Person Person { get; } = person;
    public List<Cell> Cells { get; } = new(32);
    public List<string> Faults { get; } = [];
    public List<string> Classes { get; } = [];
    public List<string> NearTo { get; } = [];

    public void Add(params ReadOnlySpan<Cell> cells) => Cells.AddRange(cells);
}

/// <summary>The answer sheets in the folder <c>labels</c>: who each row truly is, what was done to it, who was left out, what the totals are.</summary>
internal sealed class LabelFiles : IDisposable
{
    private readonly CsvFile _rows, _missing, _totals, _persons, _counts;
    private readonly SortedDictionary<(string File, string Fault), int> _faults = [];

    public LabelFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        _rows = Open("rows", "file", "sheet", "row", "kind", "person", "household", "faults", "classes", "near_to");
        _missing = Open("missing", "file", "sheet", "person", "household", "fault");
        _totals = Open("totals", "file", "sheet", "row", "what", "value");
        _persons = Open("persons", "person", "household", "register_number", "on_register", "name", "id_number", "sex", "birth", "township", "village", "village_code", "relation", "event", "event_on", "classes");
        _counts = Open("faults", "file", "fault", "count");

        CsvFile Open(string name, params string[] header)
        {
            var file = new CsvFile(Path.Combine(folder, name + ".csv"), new UTF8Encoding(false), header.Length);
            file.Write([.. header.Select(h => Cell.Of(h))]);
            return file;
        }
    }

    /// <summary>A row about a person.</summary>
    public void Person(string file, string sheet, int at, Row row)
    {
        _rows.Write([file, sheet, Number(at), "person", row.Person.Key, row.Person.Household.Key, Joined(row.Faults), Joined(row.Classes), Joined(row.NearTo)]);
        foreach (var fault in row.Faults) Count(file, fault[..(fault.IndexOf('@', StringComparison.Ordinal) is >= 0 and var end ? end : fault.Length)]);
    }

    /// <summary>A row about nobody: title, note, header, blank, subtotal, total, remark. <paramref name="fault"/> names the kind of shape when it is one.</summary>
    public void Shape(string file, string sheet, int at, string kind, string fault = "")
    {
        _rows.Write([file, sheet, Number(at), kind, "", "", fault]);
        if (fault.Length > 0) Count(file, fault);
    }

    /// <summary>A person who belongs on the list but is not there.</summary>
    public void Missing(string file, string sheet, Person person, string fault)
    {
        _missing.Write([file, sheet, person.Key, person.Household.Key, fault]);
        Count(file, fault);
    }

    /// <summary>What a totals row states: persons, households, or an amount in yuan.</summary>
    public void Total(string file, string sheet, int at, string what, string value) => _totals.Write([file, sheet, Number(at), what, value]);

    /// <summary>A fault of the whole list or county.</summary>
    public void Count(string file, string fault) => _faults[(file, fault)] = _faults.GetValueOrDefault((file, fault)) + 1;

    public void Truth(Household household)
    {
        foreach (var p in household.Members)
            _persons.Write([p.Key, household.Key, household.RegisterNumber, household.IsRegistered && !p.IsGone ? "yes" : "no", p.Name, p.Id.Text, p.SexText, Day(p.Birth),
                household.Village.Township.Name, household.Village.Name, household.Village.Code, p.Relation, p.Event?.Kind.ToString(), p.Event is { } e ? Day(e.On) : "",
                Joined(p.Illnesses.SelectMany(i => i.Disease.Classes.Split(';', StringSplitOptions.RemoveEmptyEntries)).Distinct().Order(StringComparer.Ordinal))]);
    }

    public IReadOnlyDictionary<string, int> FaultCounts =>
        _faults.GroupBy(f => f.Key.Fault).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));

    public void Dispose()
    {
        foreach (var ((file, fault), count) in _faults) _counts.Write([file, fault, Number(count)]);
        foreach (var file in (CsvFile[])[_rows, _missing, _totals, _persons, _counts]) file.Dispose();
    }

    private static string Joined(IEnumerable<string> parts) => string.Join(';', parts);
    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
