using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Today;

/// <summary>How pressing a line of the home page is (待办性质).</summary>
public enum TodoKind
{
    /// <summary>过期</summary>
    Overdue,
    /// <summary>到期</summary>
    Due,
    /// <summary>退回</summary>
    Returned,
    /// <summary>已发出未答复</summary>
    Sent,
    /// <summary>待办</summary>
    Open,
}

/// <summary>One line of 今日: what is to be done and how many there are. It opens the list that it counts, and the counts are equal.</summary>
/// <param name="Kind">How pressing.</param>
/// <param name="Text">What is to be done, in the office's words; Chinese, already translated for the reader.</param>
/// <param name="Count">How many.</param>
/// <param name="Unit">Unit of the count: 人, 户, 项, 行.</param>
/// <param name="Href">The list that is counted.</param>
/// <param name="Order">Place among its kind, smaller first.</param>
public sealed record TodoLine(TodoKind Kind, string Text, long Count, string Unit, string Href, int Order = 0);

/// <summary>A module's lines for the home page of an actor. Lines with a count of zero may be left out by the page.</summary>
public interface ITodoSource
{
    Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct);
}
