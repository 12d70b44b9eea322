namespace Minkang.Registry.Compare;

/// <summary>What a rule looks at (核对对象).</summary>
internal enum RuleScope
{
    /// <summary>一行</summary>
    Row,
    /// <summary>一张名单之内</summary>
    List,
    /// <summary>一个人在几张名单里</summary>
    Person,
    /// <summary>一户</summary>
    Household,
}

/// <summary>How grave it is (轻重).</summary>
internal enum RuleGravity
{
    /// <summary>不可能同时成立，须改正</summary>
    Serious,
    /// <summary>多半有错，须核实</summary>
    Ordinary,
    /// <summary>留意</summary>
    Notice,
}

/// <summary>A kind of discrepancy (差异种类) as the catalogue has it. <paramref name="Owner"/> is the office that settles it.</summary>
internal sealed record CompareRule(string Code, string Title, string English, RuleScope Scope, RuleGravity Gravity, string Owner, RuleParameters Parameters);

/// <summary>
/// What can be set of a rule (参数). <paramref name="Percent"/> and <paramref name="Yuan"/>: a difference counts above both.
/// <paramref name="Days"/>: days that are no fault. <paramref name="VariantCharacters"/>: 萧/肖 count as different names.
/// </summary>
internal sealed record RuleParameters(decimal Percent = 0, decimal Yuan = 0, int Days = 0, bool VariantCharacters = true)
{
    /// <summary>Ids of the disease lists whose diseases the rule looks for (病种目录); empty for rules that look at no disease.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Ids of the disease lists that held before (原病种目录); what they cover is not new.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];
}

/// <summary>Two statements that do not go together, or one that cannot be (差异). Holds personal data.</summary>
internal sealed record Discrepancy(CompareRule Rule, ComparedRow Row, ComparedRow? Other, string Field, string Value, string OtherValue);
