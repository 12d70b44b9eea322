using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Checks;

/// <summary>A settlement entry as rules read it (被核查的结算单): nothing sealed is in it.</summary>
internal sealed record CheckedEntry
{
    public required Guid Id { get; init; }
    public required Guid AdmissionId { get; init; }
    public required Guid PersonId { get; init; }
    public string Number { get; init; } = "";
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public EntryKind Kind { get; init; }
    public string EncounterKind { get; init; } = "";
    public string Level { get; init; } = "";
    public string InvoiceNumber { get; init; } = "";
    public DateOnly AdmittedOn { get; init; }
    public DateOnly DischargedOn { get; init; }
    public DateOnly SettledOn { get; init; }
    public int Days { get; init; }
    public long TotalFen { get; init; }
    public long PartsFen { get; init; }
    public long PaidFen { get; init; }
    public long SelfFen { get; init; }
    public Guid? ReversesId { get; init; }
    public Guid? ReversedBy { get; init; }
    public Guid? NettedBy { get; init; }

    /// <summary>True for an entry that holds: no reversal, not taken back, no stage that a final bill has taken in.</summary>
    public bool Holds => Kind != EntryKind.Reversal && ReversedBy is null && NettedBy is null;
    public Money Total => new(TotalFen);
    public Money Paid => new(PaidFen);
}

/// <summary>What lies in the ledger beside an entry (账上合计): its shares, and its lines with those outside the catalogue that no consent lists.</summary>
internal sealed record EntrySums(long SharesFen, int Lines, long LinesFen, int Unsigned, long UnsignedFen)
{
    public static readonly EntrySums None = new(0, 0, 0, 0, 0);
    /// <summary>True where a part of the bill was entered by totals, so that the lines are not all of it.</summary>
    public bool Partly { get; init; }
}

/// <summary>An admission with a deposit (收了押金的入院登记).</summary>
internal sealed record CheckedAdmission(Guid Id, Guid PersonId, string VillageCode, string Hospital, string Place, DateOnly AdmittedOn, long ChargedFen, long? DueFen, IReadOnlyList<string> Categories);

/// <summary>All that the rules ask of one person (一人的核查材料). Entries are all of the person's, whatever the period.</summary>
internal sealed record PersonFile(Guid PersonId, DateOnly? EndedOn, string? EndReason, IReadOnlyList<CheckedEntry> Entries, IReadOnlyList<CheckedAdmission> Deposits)
{
    public IReadOnlyDictionary<Guid, EntrySums> Sums { get; init; } = new Dictionary<Guid, EntrySums>();
    /// <summary>Entries of other people that bear the invoice number of one of these.</summary>
    public IReadOnlyList<CheckedEntry> SameNumber { get; init; } = [];
    /// <summary>Main disease of an admission; null where it was not read. Asked for only where it decides.</summary>
    public Func<Guid, string?> MainDisease { get; init; } = _ => null;

    /// <summary>To a final bill belong the lines of the stages that it took in, since its total has theirs in it. One that was taken back has let them go.</summary>
    public EntrySums SumsOf(CheckedEntry entry)
    {
        var own = Kept(entry);
        var stages = Entries.Where(e => e.NettedBy == entry.Id).Select(Kept).ToList();
        var letGo = entry is { Kind: EntryKind.Ordinary or EntryKind.Resettlement, ReversedBy: not null } && Entries.Any(e => e.Kind == EntryKind.Stage && e.AdmissionId == entry.AdmissionId && e.NettedBy is null);
        return own with
        {
            Lines = own.Lines + stages.Sum(s => s.Lines),
            LinesFen = own.LinesFen + stages.Sum(s => s.LinesFen),
            Unsigned = own.Unsigned + stages.Sum(s => s.Unsigned),
            UnsignedFen = own.UnsignedFen + stages.Sum(s => s.UnsignedFen),
            Partly = letGo || (stages.Count > 0 && stages.Append(own).Any(s => s.Lines == 0)),
        };
    }

    private EntrySums Kept(CheckedEntry entry) => Sums.GetValueOrDefault(entry.Id) ?? EntrySums.None;

    /// <summary>What holds among the kinds of encounter that a rule looks at.</summary>
    public IEnumerable<CheckedEntry> Holding(CheckRule rule) => Entries.Where(e => e.Holds && rule.Covers(e.EncounterKind) && rule.HoldsOn(e.SettledOn));
}

/// <summary>What a rule found, before anybody knows whether it was found before (命中).</summary>
internal sealed record Finding(CheckRule Rule, CheckedEntry? Entry, CheckedEntry? Other, CheckedAdmission? Deposit, Money? Amount, string Evidence)
{
    /// <summary>The same whichever of two entries is looked at first.</summary>
    public string Key => Deposit is { } deposit ? $"{Rule.Id}:{deposit.Id:N}"
        : Other is { } other ? $"{Rule.Id}:{string.Join(':', new[] { Entry!.Id.ToString("N"), other.Id.ToString("N") }.Order(StringComparer.Ordinal))}"
        : $"{Rule.Id}:{Entry!.Id:N}";
}
