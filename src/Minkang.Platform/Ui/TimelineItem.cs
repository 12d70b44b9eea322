namespace Minkang.Platform.Ui;

/// <summary>One line of a timeline (经过): when, what kind, what happened, who recorded it.</summary>
/// <param name="On">The day it happened.</param>
/// <param name="Kind">Code of the kind, used in the address by the filter.</param>
/// <param name="KindText">The kind's word.</param>
/// <param name="Title">What happened.</param>
/// <param name="Detail">More, in one sentence.</param>
/// <param name="Href">Opens the thing itself.</param>
/// <param name="By">Who recorded it, or which source says so.</param>
/// <param name="Status">Colours the mark; null is neutral.</param>
public sealed record TimelineItem(
    DateOnly On, string Kind, string KindText, string Title, string? Detail = null, string? Href = null, string? By = null, StatusKind? Status = null);
