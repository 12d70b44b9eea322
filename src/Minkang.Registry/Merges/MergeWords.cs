using Microsoft.Extensions.Localization;
using Minkang.Platform.Ui;

namespace Minkang.Registry.Merges;

/// <summary>Words and colours of a merge's state (合并状态用语).</summary>
internal static class MergeWords
{
    public static string State(PersonMerge merge, IStringLocalizer L) => merge switch
    {
        { State: MergeState.Asked } => L["等第二人同意"],
        { State: MergeState.Refused } => L["没有合并"],
        { State: MergeState.Undone } => L["已撤销"],
        { UndoAskedBy: not null } => L["已合并，申请撤销"],
        _ => L["已合并"],
    };

    public static StatusKind Colour(PersonMerge merge) => merge switch
    {
        { State: MergeState.Asked } or { State: MergeState.Merged, UndoAskedBy: not null } => StatusKind.Urgent,
        { State: MergeState.Merged } => StatusKind.Done,
        _ => StatusKind.Returned,
    };

    /// <summary>Names of person fields that an undoing may leave.</summary>
    public static string Field(string property, IStringLocalizer L) => property switch
    {
        "Name" or "NameKey" or "Pinyin" or "Initials" => L["姓名"],
        "IdState" or "IdSealed" or "IdHash" or "IdTailHash" or "IdStatedSealed" => L["身份证号"],
        "Sex" => L["性别"],
        "BirthOn" or "BirthPrecision" => L["出生日期"],
        "EthnicGroup" => L["民族"],
        "PhoneSealed" => L["联系电话"],
        "Relation" => L["与户主关系"],
        "FromOn" or "UntilOn" => L["起止日期"],
        "PersonId" or "HeadPersonId" or "OwnerId" => L["属于哪份档案"],
        _ => L["其他内容"],
    };
}
