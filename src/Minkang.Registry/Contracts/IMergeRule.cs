using Minkang.Platform.Stores;

namespace Minkang.Registry.Contracts;

/// <summary>Two records of one person: the one that stays and the one that goes into it (合并的两份档案).</summary>
/// <param name="Kept">The record that is kept.</param>
/// <param name="Gone">The record that is merged into it.</param>
public readonly record struct MergePair(Guid Kept, Guid Gone);

/// <summary>What a fact about two records means for their merge (合并规则的后果), the gravest first.</summary>
public enum MergeGravity
{
    /// <summary>不能合并</summary>
    Refused,
    /// <summary>只能由县级办理: a township may not.</summary>
    CountyOnly,
    /// <summary>须第二人同意</summary>
    SecondPerson,
    /// <summary>要核对: something lies in both records; it is shown and confirmed before they are merged.</summary>
    Confirm,
}

/// <summary>One rule that two records meet (命中的合并规则).</summary>
/// <param name="Gravity">What follows.</param>
/// <param name="Code">Stable code, <c>registry.merge.*</c> or the module's own.</param>
/// <param name="Message">Chinese: what it is and what to do. Names no diagnosis.</param>
public sealed record MergeNote(MergeGravity Gravity, string Code, string Message);

/// <summary>Something that both records say and only one of them can go on saying (两份都有、只能留一份的内容): somebody chooses, and both stay in the merge's record.</summary>
/// <param name="Key">Key of the choice within the merge.</param>
/// <param name="What">Kind of the statement: one of the register's kinds.</param>
/// <param name="Kept">What the kept record says: a code of the kind.</param>
/// <param name="Gone">What the other says.</param>
public sealed record MergeTwin(string Key, string What, string Kept, string Gone);

/// <summary>A module's rules on two records, and what only one of them can go on saying.</summary>
public sealed record MergeFindings(IReadOnlyList<MergeNote> Notes, IReadOnlyList<MergeTwin> Twins)
{
    /// <summary>Nothing in the way.</summary>
    public static readonly MergeFindings None = new([], []);
}

/// <summary>
/// A module's say when two records of one person are merged (合并规则): what stands against it, what cannot lie under one person twice and how it is settled, what keeps the
/// merge from being undone, and what its undoing sets right. The rows themselves move by <see cref="PersonColumn"/>.
/// </summary>
public interface IMergeRule
{
    /// <summary>
    /// Takes what the module's other work locks before it writes to the audit trail, in the same order: a merge and that work then wait for each other and never cross. Asked first in
    /// the transaction of a merge and of its undoing; takes nothing where nothing is locked.
    /// </summary>
    /// <param name="db">The county's store.</param>
    /// <param name="pair">The two records.</param>
    /// <param name="ct">Cancels.</param>
    Task Hold(CountyDb db, MergePair pair, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What the module finds before a merge; empty when nothing matters.</summary>
    Task<MergeFindings> Look(CountyDb db, MergePair pair, CancellationToken ct);

    /// <summary>
    /// Settles in the open unit of work what cannot lie under one person twice, by changing tracked records and adding others; all is noted, and taken back or off when the merge is undone.
    /// Returns the keys of rows of the gone record that stay where they are, set aside.
    /// </summary>
    /// <param name="db">The county's store.</param>
    /// <param name="pair">The two records.</param>
    /// <param name="takeGone">Keys of the twins of which the gone record's statement is taken.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyCollection<Guid>> Settle(CountyDb db, MergePair pair, IReadOnlySet<string> takeGone, CancellationToken ct);

    /// <summary>What keeps a merge from being undone; null when nothing does.</summary>
    /// <param name="db">The county's store.</param>
    /// <param name="pair">The two records.</param>
    /// <param name="mergedAt">When they were merged.</param>
    /// <param name="ct">Cancels.</param>
    Task<MergeNote?> LookBack(CountyDb db, MergePair pair, DateTimeOffset mergedAt, CancellationToken ct);

    /// <summary>
    /// When a merge is undone: sets right, in the open unit of work, what rows made since say of the kept record besides its key, since they are the gone record's now. Does nothing where
    /// rows say no more than the key.
    /// </summary>
    /// <param name="db">The county's store.</param>
    /// <param name="pair">The two records, both of which stand again.</param>
    /// <param name="rows">Keys of the rows that go, of whatever module; they name the gone record already.</param>
    /// <param name="ct">Cancels.</param>
    Task GiveBack(CountyDb db, MergePair pair, IReadOnlyCollection<Guid> rows, CancellationToken ct) => Task.CompletedTask;
}
