using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Contracts;

/// <summary>
/// What a module makes of the rows of a department's list (名单的落地), beyond the entry that the registry keeps of each row. Called once for every
/// row that is new or changed, in order of the file; what it adds is written in the same transaction as the entry, so each row counts once.
/// </summary>
public interface IListEffect
{
    /// <summary>True for the sheets it answers to, by ids of the import profile.</summary>
    bool Handles(string profileId, string sheetId);

    /// <summary>Loads what the rows are compared with; called once before an import or trial run.</summary>
    Task Prepare(CountyDb db, CancellationToken ct);

    /// <summary>Decides what one row brings.</summary>
    void Apply(ListEffectRow row);
}

/// <summary>One row on its way into a module's records.</summary>
public abstract class ListEffectRow
{
    /// <summary>Id of the import profile.</summary>
    public required string ProfileId { get; init; }
    /// <summary>Id of the sheet in the profile.</summary>
    public required string SheetId { get; init; }
    /// <summary>The person that the row was matched to; null when the register does not know the person or the match is unsure.</summary>
    public required Guid? PersonId { get; init; }
    /// <summary>The household of the matched person.</summary>
    public required Guid? HouseholdId { get; init; }
    /// <summary>Village of the matched person, twelve digits; the row's own village when unmatched; empty when unknown.</summary>
    public required string VillageCode { get; init; }
    /// <summary>Birth date of the matched person or, failing that, of the row.</summary>
    public required DateOnly? BirthOn { get; init; }
    /// <summary>The day that the list speaks of.</summary>
    public required DateOnly ListOn { get; init; }
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }
    /// <summary>Row as the spreadsheet shows it, from 1.</summary>
    public required int RowNo { get; init; }
    /// <summary>Who imports.</summary>
    public required Guid By { get; init; }
    /// <summary>The moment of the import.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>A new id that sorts by time.</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Text of a field as the office wrote it, trimmed; null when blank or absent.</summary>
    public abstract string? Text(string field);

    /// <summary>A date with its precision (<c>day</c>, <c>month</c>, <c>year</c>); null when blank, absent or unreadable.</summary>
    public abstract (DateOnly On, string Precision)? Day(string field);

    /// <summary>An amount; null when nothing is stated. Zero is a statement.</summary>
    public abstract Money? Amount(string field);

    /// <summary>Code of a coded field; null when blank, absent or unknown.</summary>
    public abstract string? Code(string field);

    /// <summary>A yes-or-no field; null when nothing is stated.</summary>
    public abstract bool? YesNo(string field);

    /// <summary>Adds a record of the module, saved with the row.</summary>
    public abstract void Add(object record);

    /// <summary>Changes a record that was loaded untracked; the change is applied after it is attached, so that the audit trail sees both values.</summary>
    public abstract void Change(object record, Action change);

    /// <summary>Asks a person something about this row's person (待核实事项). <paramref name="detail"/> is sealed at rest.</summary>
    public abstract void Ask(string kind, object detail);

    /// <summary>Leaves a remark on the row for whoever handed in the list; no personal data.</summary>
    /// <param name="code">Stable code of the remark.</param>
    /// <param name="column">Heading of the column, or empty for the row.</param>
    /// <param name="text">Chinese: what is the matter and what to do.</param>
    public abstract void Remark(string code, string column, string text);
}
