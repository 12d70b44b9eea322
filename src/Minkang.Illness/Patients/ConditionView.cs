using Microsoft.Extensions.Localization;
using Minkang.Illness.Conditions;
using Minkang.Platform.Ui;

namespace Minkang.Illness.Patients;

/// <summary>A condition as a page shows it to one reader (病情展示): words only, masked as that reader may see.</summary>
public sealed record ConditionView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string? Written { get; init; }
    public required string State { get; init; }
    public required StatusKind StateKind { get; init; }
    public required bool IsProtected { get; init; }
    public required string Reading { get; init; }
    public required string? DiagnosedOn { get; init; }
    public required string? Institution { get; init; }
    public required IReadOnlyList<SourcedValue> Days { get; init; }
    public required IReadOnlyList<SourcedValue> Institutions { get; init; }
    public required string? Grade { get; init; }
    public required string? Verified { get; init; }
    public required string? EndedOn { get; init; }
    public required string? Reason { get; init; }
    public required string? Route { get; init; }
    public required string? RouteBy { get; init; }
    /// <summary>What each source said, and the routes that held before.</summary>
    public required IReadOnlyList<string> History { get; init; }

    internal static ConditionView Of(Condition c, PatientFile file, Sight sight, IStringLocalizer<Texts> L)
    {
        var said = file.Statements.Where(s => s.ConditionId == c.Id).ToList();
        var route = file.RouteOf(c);
        var open = sight.Full && c.State != ConditionState.Verified;
        return new ConditionView
        {
            Id = c.Id, Name = sight.Diagnosis(c.Disease, c.TextSealed), Written = sight.Written(c.Disease, c.TextSealed), State = L[Words.Of(c.State)], StateKind = KindOf(c.State),
            IsProtected = c.IsProtected, Reading = L[Words.Of(c.Reading)], DiagnosedOn = StatedDay.Show(c.DiagnosedOn, c.DiagnosedPrecision), Institution = c.Institution,
            Days = open ? Different(said, s => StatedDay.Show(s.DiagnosedOn, s.DiagnosedPrecision), L) : [], Institutions = open ? Different(said, s => s.Institution, L) : [],
            Grade = sight.Full ? c.Grade : null, EndedOn = Show.Day(c.EndedOn), Reason = sight.Full ? c.Reason : null,
            Verified = c.VerifiedOn is null ? null : $"{Show.Day(c.VerifiedOn)} {c.VerifierName} {(c.Method is { } m ? L[Words.Of(m)].Value : "")}".TrimEnd(),
            Route = route is null ? null : L[Words.Of(route.Route)].Value, RouteBy = route is null ? null : L["{0} 起，{1}：{2}", Show.Day(route.FromOn)!, L[Words.Of(route.Decider)].Value, route.DecidedBy].Value,
            History = [.. sight.Full ? said.Select(s => Line(s, sight, L)) : [],
                .. file.Routes.Where(r => r.ConditionId == c.Id && r.UntilOn is not null).Select(r => $"{Show.Day(r.FromOn)}–{Show.Day(r.UntilOn)} {L[Words.Of(r.Route)]} {r.DecidedBy}")],
        };
    }

    private static string Line(Statement s, Sight sight, IStringLocalizer<Texts> L) => string.Join(' ', new[]
    {
        Show.Day(s.StatedOn), L[Words.OfSource(s.Source)].Value, s.RowNo is { } row ? L["第 {0} 行", row].Value : null, sight.Diagnosis(null, s.TextSealed),
        StatedDay.Show(s.DiagnosedOn, s.DiagnosedPrecision), s.Institution, s.ClassText,
    }.Where(t => !string.IsNullOrEmpty(t)));

    /// <summary>What the sources say, where they say different things.</summary>
    private static List<SourcedValue> Different(List<Statement> said, Func<Statement, string?> value, IStringLocalizer<Texts> L)
    {
        var values = said.Where(s => value(s) is not null).DistinctBy(value).Select(s => new SourcedValue(value(s), $"{L[Words.OfSource(s.Source)]} {Show.Day(s.StatedOn)}")).ToList();
        return values.Count > 1 ? values : [];
    }

    internal static StatusKind KindOf(ConditionState state) => state switch
    {
        ConditionState.Verified => StatusKind.Done,
        ConditionState.Suspected or ConditionState.Stated => StatusKind.Urgent,
        ConditionState.Rejected => StatusKind.Returned,
        _ => StatusKind.Normal,
    };
}
