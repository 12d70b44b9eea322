namespace Minkang.Domain.Values;

/// <summary>
/// Why something was refused (拒绝理由). <paramref name="Code"/> is stable and never reused (<c>registry.person.id-number-already-on-file</c>);
/// <paramref name="Field"/> names the input field, or is empty when the whole input is meant; <paramref name="Message"/> is Chinese, says what is
/// wrong and what to do, and carries no personal data in full.
/// </summary>
public sealed record Problem(string Code, string Field, string Message);

/// <summary>The result of a use case: a value, or at least one problem. Bugs and broken surroundings throw instead.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Problem>? _problems;

    private Outcome(T? value, IReadOnlyList<Problem>? problems) => (_value, _problems) = (value, problems);

    /// <summary>True when there is a value.</summary>
    public bool Ok => _problems is null;

    /// <summary>The value; throws <see cref="InvalidOperationException"/> when the outcome is a refusal.</summary>
    public T Value => Ok ? _value! : throw new InvalidOperationException($"Refused: {Problems[0].Code}");

    /// <summary>Why it was refused; empty when it was not.</summary>
    public IReadOnlyList<Problem> Problems => _problems ?? [];

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Problem problem) => new(default, [problem]);
    public static implicit operator Outcome<T>(List<Problem> problems) =>
        problems.Count > 0 ? new(default, problems) : throw new ArgumentException("A refusal has at least one problem.", nameof(problems));
    public static implicit operator Outcome<T>(Problem[] problems) =>
        problems.Length > 0 ? new(default, problems) : throw new ArgumentException("A refusal has at least one problem.", nameof(problems));
}
