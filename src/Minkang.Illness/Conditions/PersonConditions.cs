using Minkang.Domain.Diseases;
using Minkang.Platform.Security;

namespace Minkang.Illness.Conditions;

/// <summary>Who says something of a condition, and what beside the disease (陈述来源).</summary>
/// <param name="Source">Id of the import profile, or <c>entry</c>.</param>
/// <param name="EnteredBy">Who entered it by hand; null for a list.</param>
internal sealed record StatementSource(
    string Source, Guid? ImportId, int? RowNo, DateOnly StatedOn, FindingMethod Method, Guid? EnteredBy, Guid By, DateTimeOffset Now)
{
    public DateOnly? DiagnosedOn { get; init; }
    public string? DiagnosedPrecision { get; init; }
    public string? Institution { get; init; }
    public string? ClassText { get; init; }
}

/// <summary>What came of a claim: the condition it speaks of, whether it is new, the evidence to keep, and what to change.</summary>
internal sealed record ClaimOutcome(Condition Condition, bool IsNew, Statement? Statement, Action? Change);

/// <summary>All conditions of one person, with what was said of them (一人的全部病情). Decides whether a claim is news.</summary>
internal sealed class PersonConditions(Guid personId, IEnumerable<Condition> conditions, IEnumerable<Statement> statements, DiseaseCatalogue catalogue, Vault vault)
{
    private readonly List<Condition> _conditions = [.. conditions.Where(c => c.State != ConditionState.Merged)];
    private readonly List<Statement> _statements = [.. statements];

    public bool IsEmpty => _conditions.Count == 0;

    /// <summary>Lays a claim beside what is known: a new condition, or another statement of one that exists.</summary>
    public ClaimOutcome Take(Claim claim, StatementSource source)
    {
        var hash = vault.Hash(Purposes.Diagnosis, claim.Text)!;
        var known = Same(claim, hash, source.StatedOn);
        var condition = known ?? NewCondition(claim, hash, source);
        if (known is null) _conditions.Add(condition);
        var statement = AlreadySaid(condition, claim, hash, source) ? null : NewStatement(condition, claim, hash, source);
        if (statement is not null) _statements.Add(statement);
        return new(condition, known is null, statement, known is null ? null : Learn(known, claim, source));
    }

    /// <summary>
    /// The condition a claim speaks of: the same disease, a kind of it or a wider word for it, or the same unread text. One that ended
    /// before the day of the claim is over: the disease has come back.
    /// </summary>
    private Condition? Same(Claim claim, string hash, DateOnly statedOn)
    {
        var alive = _conditions.Where(c => c.State != ConditionState.Ended || c.EndedOn is not { } end || statedOn < end).ToList();
        if (claim.Disease is not { } disease) return alive.Find(c => c.TextHash == hash || _statements.Exists(s => s.ConditionId == c.Id && s.Disease is null && s.TextHash == hash));
        return alive.Find(c => c.Disease == disease) ?? alive.Find(c => c.Disease is { } d && (catalogue.IsKindOf(disease, d) || catalogue.IsKindOf(d, disease)));
    }

    /// <summary>A later source fills what was missing and names the kind more exactly; what was verified stays as it was verified.</summary>
    private Action? Learn(Condition known, Claim claim, StatementSource source)
    {
        if (!known.IsOpen) return null;
        var narrower = claim.Disease is { } d && known.Disease is { } was && d != was && catalogue.IsKindOf(d, was)
            && !_conditions.Exists(c => c != known && c.Disease == d && (c.IsOpen || c.State == ConditionState.Verified));
        var date = known.DiagnosedOn is null && source.DiagnosedOn is not null;
        var place = known.Institution is null && source.Institution is not null;
        var surer = known.Disease is not null && Rank(claim.Reading) < Rank(known.Reading);
        var grade = known.Grade is null && claim.Grade is not null;
        if (!narrower && !date && !place && !surer && !grade) return null;
        return () =>
        {
            if (narrower) (known.Disease, known.IsProtected) = (claim.Disease, known.IsProtected || claim.IsProtected);
            if (date) (known.DiagnosedOn, known.DiagnosedPrecision) = (source.DiagnosedOn, source.DiagnosedPrecision);
            if (place) known.Institution = source.Institution;
            if (grade) known.Grade = claim.Grade;
            if (!surer) return;
            known.Reading = claim.Reading;
            if (!claim.Suspected) known.State = ConditionState.Stated;
        };
    }

    private static int Rank(TextReading reading) => reading switch { TextReading.Decided => 0, TextReading.Certain => 1, TextReading.Presumed => 2, _ => 3 };

    private bool AlreadySaid(Condition condition, Claim claim, string hash, StatementSource source) => _statements.Exists(s =>
        s.ConditionId == condition.Id && s.Source == source.Source && s.TextHash == hash && s.Disease == claim.Disease
        && (source.DiagnosedOn is null || s.DiagnosedOn == source.DiagnosedOn) && (source.Institution is null || s.Institution == source.Institution));

    private Condition NewCondition(Claim claim, string hash, StatementSource source) => new()
    {
        Id = Guid.CreateVersion7(source.Now), PersonId = personId, Disease = claim.Disease, TextSealed = vault.Seal(Purposes.Diagnosis, claim.Text)!, TextHash = hash,
        IsProtected = claim.IsProtected, Reading = claim.Reading, DiagnosedOn = source.DiagnosedOn, DiagnosedPrecision = source.DiagnosedPrecision,
        Institution = source.Institution, Grade = claim.Grade, State = claim.Suspected ? ConditionState.Suspected : ConditionState.Stated, Source = source.Source,
        ImportId = source.ImportId, StatedOn = source.StatedOn, EnteredBy = source.EnteredBy, CreatedBy = source.By, UpdatedBy = source.By, CreatedAt = source.Now, UpdatedAt = source.Now,
    };

    private Statement NewStatement(Condition condition, Claim claim, string hash, StatementSource source) => new()
    {
        Id = Guid.CreateVersion7(source.Now), ConditionId = condition.Id, PersonId = personId, Source = source.Source, ImportId = source.ImportId, RowNo = source.RowNo,
        StatedOn = source.StatedOn, Disease = claim.Disease, TextSealed = vault.Seal(Purposes.Diagnosis, claim.Text)!, TextHash = hash, DiagnosedOn = source.DiagnosedOn,
        DiagnosedPrecision = source.DiagnosedPrecision, Institution = source.Institution, ClassText = source.ClassText, Method = source.Method,
        EnteredBy = source.EnteredBy, RecordedAt = source.Now,
    };
}
