using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>What accepting a discrepancy does to the register (判为属实后登记册怎样变).</summary>
internal enum Effect
{
    /// <summary>只作记录</summary>
    Noted,
    /// <summary>登记死亡</summary>
    Died,
    /// <summary>登记迁出</summary>
    MovedOut,
    /// <summary>补登身份证号</summary>
    Identified,
    /// <summary>提出变更申请</summary>
    Proposed,
}

/// <summary>
/// Which kind of discrepancy does what when it is accepted. What is not in the table is only noted: it belongs to another office's list, and goes
/// there by letter.
/// </summary>
internal static class Effects
{
    private static readonly Dictionary<string, Effect> Table = new(StringComparer.Ordinal)
    {
        ["death_listed"] = Effect.Died,
        ["moved_out_listed"] = Effect.MovedOut,
        ["id_missing"] = Effect.Identified,
        ["id_rounded"] = Effect.Identified,
        ["id_invalid"] = Effect.Identified,
        ["category_conflict"] = Effect.Proposed,
        ["illness_not_recorded_as_cause"] = Effect.Proposed,
        ["key_disease_not_illness_poor"] = Effect.Proposed,
        ["cause_conflict"] = Effect.Proposed,
    };

    public static Effect Of(string code) => Table.GetValueOrDefault(code);

    /// <summary>The effect in words, for the sentence before a decision.</summary>
    public static string Word(Effect effect) => effect switch
    {
        Effect.Died => T("登记死亡"),
        Effect.MovedOut => T("登记迁出"),
        Effect.Identified => T("补登身份证号"),
        Effect.Proposed => T("提出变更申请"),
        _ => T("只作记录"),
    };
}
