namespace Minkang.Registry.Questions;

/// <summary>Questions about a discrepancy of a comparison (比对差异的核实事项): their kind is the code of the rule behind a mark.</summary>
internal static class FindingQuestions
{
    private const string Mark = "cmp_";

    public static string KindOf(string code) => Mark + code;

    /// <summary>The rule's code; null for other questions.</summary>
    public static string? CodeOf(string kind) => kind.StartsWith(Mark, StringComparison.Ordinal) ? kind[Mark.Length..] : null;

    /// <summary>属实 or 不属实; where a number is missing, the number or that there is none.</summary>
    public static IReadOnlyList<string> Answers(string code) => AsksNumber(code)
        ? [QuestionAnswers.NumberEntered, QuestionAnswers.NoNumber, QuestionAnswers.DoesNotHold]
        : [QuestionAnswers.Holds, QuestionAnswers.DoesNotHold];

    public static bool AsksNumber(string code) => code is "id_missing" or "id_rounded" or "id_invalid";

    /// <summary>True when 属实 means that the person is no longer here.</summary>
    public static bool EndsPerson(string kind) => CodeOf(kind) is "death_listed" or "moved_out_listed";
}
