using System.Collections.Frozen;
using System.Globalization;
using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>A source document (政策依据) that values name as <c>key#place</c>.</summary>
public sealed record PolicySource(string Document, string Title, string? Note);

/// <summary>What the source contradicts or leaves open at a place of the pack (存疑与取舍).</summary>
public sealed record PolicyNote(string At, string Text);

/// <summary>The year over which amounts add up (累计年度): its first day as month and day, and the date of a bill that decides.</summary>
public sealed record PolicyYear(int Month, int Day, DateBasis By)
{
    /// <summary>The year a day lies in, named by the calendar year in which it begins.</summary>
    public int Of(DateOnly day) => (day.Month, day.Day).CompareTo((Month, Day)) >= 0 ? day.Year : day.Year - 1;
}

/// <summary>
/// A checked benefit programme (政策包): layers in order of payment, then limits on what the person pays, then waivers. It never changes. Loading has
/// refused whatever would not add up, so that only a missing value can stop a settlement.
/// </summary>
public sealed class PolicyPack
{
    private readonly FrozenDictionary<string, PolicySource> _sources;

    /// <summary>Puts a pack together; the accumulators it needs follow from its rules.</summary>
    public PolicyPack(
        string id, string name, string hash, Period valid, DateBasis validBy, PolicyYear year, Rounding rounding, IReadOnlyCollection<string> stayKinds,
        IReadOnlyList<Layer> layers, IReadOnlyList<PersonLimit> limits, IReadOnlyList<Waiver> waivers, IReadOnlyList<DepositRule> deposits,
        IReadOnlyDictionary<string, PolicySource> sources, IReadOnlyList<PolicyNote> notes, RegionCode? region = null, string place = "")
    {
        (Id, Name, Hash, Valid, ValidBy, Year, Rounding, StayKinds) = (id, name, hash, valid, validBy, year, rounding, stayKinds);
        (Layers, Limits, Waivers, Deposits, Notes, Region, Place) = (layers, limits, waivers, deposits, notes, region, place);
        _sources = sources.ToFrozenDictionary(StringComparer.Ordinal);
        Payers = [.. layers.SelectMany(l => l.Alternatives.Select(a => a.Price?.ExcessPayer).Prepend(l.Payer)).OfType<string>()
            .Concat(limits.Select(l => l.Payer)).Concat(waivers.Select(w => w.Payer)).Distinct(StringComparer.Ordinal)];
        Slots = AccumulatorSlots.Of(this);
        PaidSlots = [.. layers.Select((_, at) => Slots.CountingPaid(this, at))];
        WaiverGroups = [.. waivers.GroupBy(w => w.Exclusive ?? w.Item ?? $"\0{w.Id}", StringComparer.Ordinal).Select(g => (IReadOnlyList<Waiver>)[.. g])];
    }

    /// <summary>For each layer the slots that what it pays is added to.</summary>
    internal IReadOnlyList<int[]> PaidSlots { get; }

    /// <summary>Waivers of which only the largest counts, together; in the order of the pack.</summary>
    internal IReadOnlyList<IReadOnlyList<Waiver>> WaiverGroups { get; }

    public string Id { get; }
    public string Name { get; }

    /// <summary>SHA-256 of the texts the pack was made from, so that a settlement says by which wording it was made.</summary>
    public string Hash { get; }

    public Period Valid { get; }
    public DateBasis ValidBy { get; }
    public PolicyYear Year { get; }
    public Rounding Rounding { get; }

    /// <summary>Kinds of encounter that count as a stay (计住院次数).</summary>
    public IReadOnlyCollection<string> StayKinds { get; }

    public IReadOnlyList<Layer> Layers { get; }
    public IReadOnlyList<PersonLimit> Limits { get; }
    public IReadOnlyList<Waiver> Waivers { get; }
    public IReadOnlyList<DepositRule> Deposits { get; }
    public IReadOnlyList<PolicyNote> Notes { get; }
    public IReadOnlyDictionary<string, PolicySource> Sources => _sources;
    public RegionCode? Region { get; }
    public string Place { get; }

    /// <summary>The accumulators the pack needs.</summary>
    public AccumulatorSlots Slots { get; }

    /// <summary>Codes of the payers in the order in which they first appear.</summary>
    public IReadOnlyList<string> Payers { get; }

    /// <summary>A source reference such as <c>plan#3</c> as people read it; the reference itself when the pack does not know the document.</summary>
    public string Clause(string? reference)
    {
        if (string.IsNullOrEmpty(reference)) return "";
        var (key, at) = reference.Split('#') is [var k, var a] ? (k, a) : (reference, "");
        if (!_sources.TryGetValue(key, out var source)) return reference;
        var title = source.Title.Length > 0 ? $"《{source.Title}》" : source.Document;
        return at.Length == 0 ? title : int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{title}第{at}条" : $"{title}{at}";
    }
}
