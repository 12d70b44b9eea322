using Minkang.Platform.Ui;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Questions;

/// <summary>The answers that a question may have (核实结论), by its kind.</summary>
internal static class QuestionAnswers
{
    /// <summary>已查到号码</summary>
    public const string NumberEntered = "number_entered";
    /// <summary>确无号码</summary>
    public const string NoNumber = "no_number";
    /// <summary>核实无误，以登记为准</summary>
    public const string Confirmed = "confirmed";
    /// <summary>已报扶贫部门更正</summary>
    public const string Reported = "reported";
    /// <summary>此人已不在，另行办理</summary>
    public const string Gone = "gone";
    /// <summary>不属实，人仍在</summary>
    public const string StillHere = "still_here";

    /// <summary>属实</summary>
    public const string Holds = "holds";
    /// <summary>不属实</summary>
    public const string DoesNotHold = "does_not_hold";

    public static bool AsksNumber(string kind) => FindingQuestions.CodeOf(kind) is { } code ? FindingQuestions.AsksNumber(code) : kind.StartsWith("id_", StringComparison.Ordinal);

    public static IReadOnlyList<string> For(string kind) => kind switch
    {
        _ when FindingQuestions.CodeOf(kind) is { } code => FindingQuestions.Answers(code),
        "death_listed" or "moved_out_listed" => [Gone, StillHere, Reported],
        "missing_in_list" => [StillHere, Gone, Reported],
        _ when AsksNumber(kind) => [NumberEntered, NoNumber, Gone, Reported],
        "birth_conflict" or "sex_conflict" => [Confirmed, Reported, Gone],
        _ => [Confirmed, Reported],
    };

    public static IReadOnlyList<Option> Options(string kind, Labels labels) => [.. For(kind).Select(a => new Option(a, labels.Label(Labels.Answer, a)!))];
}
