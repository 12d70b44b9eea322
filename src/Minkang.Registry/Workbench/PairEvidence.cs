using Minkang.Domain.Linkage;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>One field's say in whether two rows are one person (依据): above 0 speaks for it.</summary>
/// <param name="Said">Chinese; pages put it into their language.</param>
internal sealed record Evidence(string Field, string Said, double Weight);

/// <summary>Why two rows may be one person (判定依据), from the rows themselves by the expected weights of the linkage engine.</summary>
internal sealed class PairEvidence(LinkProfile profile)
{
    public IReadOnlyList<Evidence> Of(RowCells left, RowCells right)
    {
        var space = new LinkSpace(profile);
        var (one, other) = (space.NewList(), space.NewList());
        one.Add(Values(left));
        other.Add(Values(right));
        var explained = LinkLists.ExplainPair(one, 0, other, 0);
        return [.. explained.Fields.Where(f => !f.Code.EndsWith(".unstated", StringComparison.Ordinal)).Select(f => new Evidence(Field(f.Field), f.Weight >= 0.5 ? T("相合") : f.Weight <= -0.5 ? T("不合") : T("说明不了什么"), Math.Round(f.Weight, 1))).OrderByDescending(e => Math.Abs(e.Weight))];
    }

    private static string?[] Values(RowCells row) =>
    [
        row.WrittenNumber, row.Name, row["sex"], row["birth-date"], row["township"] is null && row["village"] is null ? null : $"{row["township"]}/{row["village"]}",
        row["household-number"], row["phone"], row["head-name"], row["relation"],
    ];

    private static string Field(string key) => key switch
    {
        "id" => T("身份证号"),
        "name" => T("姓名"),
        "sex" => T("性别"),
        "birth" => T("出生日期"),
        "place" => T("村"),
        "household" => T("户编号"),
        "phone" => T("联系电话"),
        "head" => T("户主"),
        _ => T("与户主关系"),
    };
}
