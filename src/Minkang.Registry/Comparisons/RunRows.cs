using Minkang.Platform.Security;
using Minkang.Registry.Compare;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Comparisons;

/// <summary>Turns a comparison into the rows that the store keeps (比对结果入库的样子).</summary>
internal sealed class RunRows
{
    private readonly Guid _run;
    private readonly Comparison _done;
    private readonly RowOwners _owners;
    private readonly EarlierFindings _earlier;
    private readonly Vault _vault;
    private readonly RisingIds _ids;
    private readonly Dictionary<ComparedList, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(ComparedRow, ComparedRow), double> _likelihood;

    public RunRows(Guid run, Comparison done, RowOwners owners, EarlierFindings earlier, Vault vault, DateTimeOffset now)
    {
        (_run, _done, _owners, _earlier, _vault, _ids) = (run, done, owners, earlier, vault, new RisingIds(now));
        foreach (var (number, list) in done.Rows.Lists.Index()) _numbers[list] = number;
        _likelihood = done.Rows.Unsure.GroupBy(u => (u.One, u.Other)).ToDictionary(g => g.Key, g => g.First().Probability);
    }

    public IEnumerable<RunList> Lists => _done.Rows.Lists.Select((list, number) => new RunList
    {
        RunId = _run, ListNo = number, FileName = list.File, Sheet = list.Sheet, Title = list.Title, Kind = list.Kind, ListOn = list.Day, RowCount = list.Rows.Count, MatchedCount = list.Rows.Count(r => r.Person.Key != 0),
    });

    /// <summary>Every data row of every list once.</summary>
    public IEnumerable<RunRow> Rows => _done.Rows.Lists.SelectMany(l => l.Rows).Select(Row);

    public IEnumerable<Finding> Findings => _done.Discrepancies.Select(Finding);

    private RunRow Row(ComparedRow row)
    {
        var (decision, score) = _done.Rows.DecisionOf(row);
        var person = _owners.PersonOf(row);
        return new RunRow
        {
            Id = _ids.Next(), RunId = _run, ListNo = _numbers[row.List], RowNo = row.Number, Decision = decision, Score = score, PersonKey = row.Person.Key, PersonId = person?.Id,
            HouseholdId = person?.HouseholdId, VillageCode = _owners.VillageOf(row), ContentSealed = RowContent.Seal(row, _vault),
        };
    }

    private Finding Finding(Discrepancy found, int index)
    {
        var (row, other) = (found.Row, found.Other);
        var person = _owners.PersonOf(row) ?? (other is null ? null : _owners.PersonOf(other));
        var key = _vault.Chained(Purposes.ListKey, KeyOf(found));
        var decided = _earlier.Decided(key);
        return new Finding
        {
            Id = _ids.Next(), RunId = _run, Place = index + 1, Code = found.Rule.Code, Gravity = found.Rule.Gravity, Owner = found.Rule.Owner, ListNo = _numbers[row.List], RowNo = row.Number,
            OtherListNo = other is null ? null : _numbers[other.List], OtherRowNo = other?.Number, Field = found.Field, ValueSealed = Sealed(found.Value), OtherValueSealed = Sealed(found.OtherValue),
            Score = other is not null && found.Rule.Code == "possible_same" && _likelihood.TryGetValue((row, other), out var likely) ? likely : null, PersonId = person?.Id, HouseholdId = person?.HouseholdId,
            VillageCode = person?.VillageCode ?? VillageOf(row, other), KeyHash = key, IsNew = !_earlier.WasThere(key), State = decided?.State ?? FindingState.Open, DecisionId = decided?.DecisionId, DecidedAt = decided?.DecidedAt,
        };
    }

    private string VillageOf(ComparedRow row, ComparedRow? other) => _owners.VillageOf(row) is { Length: > 0 } own ? own : other is null ? "" : _owners.VillageOf(other);

    private string? Sealed(string value) => value.Length == 0 ? null : _vault.Seal(Purposes.ListEntry, value);

    /// <summary>What makes it one and the same disagreement in another run: the rule, whom each side speaks of, and what both say; not where it stands.</summary>
    private static string KeyOf(Discrepancy found) =>
        string.Join('|', found.Rule.Code, found.Row.Kind, Who(found.Row), found.Other?.Kind, found.Other is null ? "" : Who(found.Other), found.Field, found.Value, found.OtherValue);

    private static string Who(ComparedRow row) => row.ValidId is { } id ? id.Text : $"{row.Name.Name}@{row.Place}";
}
