using Minkang.Domain.Lists;
using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Compare;

/// <summary>A place as far as a row names it (乡镇与村): texts in one writing, empty or null when not stated.</summary>
internal readonly record struct RowPlace(string Township, string Village)
{
    public override string ToString() => Township + Village;
}

/// <summary>One data row of a comparison (参与比对的一行) with what rules ask for, read once. Holds personal data.</summary>
internal sealed class ComparedRow
{
    private readonly RowReading _row;

    public ComparedRow(ComparedList list, RowReading row)
    {
        (List, _row) = (list, row);
        Name = NameForm.Read(row.Name(list.NameField) is { HasValue: true } ? row.Cell(list.NameField).Text : null);
        Id = list.IdField is { } field ? IdCell.Written(row.Cell(field)) : null;
        Birth = Date("birth-date");
        Sex = Code("sex") switch { "1" => Sex.Male, "2" => Sex.Female, _ => Sex.Unknown };
        Head = list.Has("head-name") && row.Name("head-name") is { HasValue: true } head ? head.Value.Text : "";
    }

    public ComparedList List { get; }
    public ListKind Kind => List.Kind;

    /// <summary>Row number as the spreadsheet shows it; in a text file the number of the record.</summary>
    public int Number => _row.Number;

    public NameForm Name { get; }

    /// <summary>What the cell of the number holds, also when it is no valid number; null when it states nothing.</summary>
    public IdReading? Id { get; private set; }

    public IdNumber? ValidId => Id?.Number;
    /// <summary>The number is valid by chance only: its last digits were lost.</summary>
    public void TakeNumberAsRounded() => Id = new IdReading(IdState.Rounded, null, [], Id!.Cleaned);

    public PartialDate? Birth { get; }
    public Sex Sex { get; }

    /// <summary>The householder's name; empty when not stated.</summary>
    public string Head { get; }

    /// <summary>Set by <see cref="FindPlaces"/>.</summary>
    public RowPlace Place { get; set; }

    /// <summary>Who the row speaks of; set when the rows were linked.</summary>
    public ComparedPerson Person { get; set; } = ComparedPerson.Nobody;

    /// <summary>The household as the list numbers it: 户编号, or the certificate of a household that draws an allowance; empty when there is none.</summary>
    public string Household => Kind == ListKind.Subsistence ? Text("certificate-number") : Text("household-number");

    public string Text(string field) => List.Match.Kind.Find(field) is not null ? _row.Text(field) ?? "" : "";

    public Cell Cell(string field) => _row.Cell(field);

    /// <summary>The cell of a column (from 0), also of one that is no field.</summary>
    public Cell CellAt(int column) => _row.Row[column];

    public string? Code(string field) => List.Has(field) && _row.Code(field) is { HasValue: true } code ? code.Value.Code : null;

    public IReadOnlyList<string> Codes(string field) => List.Has(field) && _row.Codes(field) is { HasValue: true } codes ? [.. codes.Value.Select(c => c.Code)] : [];

    public PartialDate? Date(string field) => List.Has(field) && _row.Date(field) is { HasValue: true } date ? date.Value : null;

    public bool? YesNo(string field) => List.Has(field) && _row.YesNo(field) is { HasValue: true } yes ? yes.Value : null;

    public int? Integer(string field) => List.Has(field) && _row.Integer(field) is { HasValue: true } number ? number.Value : null;

    /// <summary>Null when the cell cannot be read; nothing stated is no money.</summary>
    public Money? Amount(string field)
    {
        if (!List.Has(field)) return Money.Zero;
        var reading = _row.Amount(field);
        return reading.HasValue ? reading.Value : reading.Error is null ? Money.Zero : null;
    }

    public CellReading<PartialDate> ReadDate(string field) => _row.Date(field);

    public CellReading<IdReading> ReadId(string field) => _row.Id(field);

    public IReadOnlyList<string> Phones => List.Has("phone") && _row.Phone("phone") is { HasValue: true } phones ? phones.Value : [];
}
