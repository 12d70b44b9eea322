using Microsoft.Extensions.Localization;

namespace Minkang.Registry.Persons;

/// <summary>Words for what the audit trail of a person says (留痕用语). What no word is known for is shown as it is kept, so that nothing stays untold.</summary>
internal static class AuditWords
{
    public static string Deed(string action, IStringLocalizer<Texts> L) => action switch
    {
        "registry.open" => L["打开"],
        "registry.unmask" => L["查看完整号码"],
        "audit.own-people" => L["查看留痕"],
        "registry.find-by-id" => L["按号码查询"],
        "registry.create" => L["登记"],
        "registry.edit" => L["修改"],
        "registry.status" => L["状态变更"],
        "registry.household-event" => L["变动"],
        "registry.undo-death" => L["撤销死亡或迁出"],
        "registry.import" => L["名单导入"],
        "registry.merge" => L["合并档案"],
        "registry.unmerge" => L["撤销合并"],
        _ when action.StartsWith("create ", StringComparison.Ordinal) => L["新增记录"],
        _ when action.StartsWith("change ", StringComparison.Ordinal) => L["修改记录"],
        _ => action,
    };

    /// <summary>What a deed touched: a particular of it, or a column of the record that changed.</summary>
    public static string Field(string name, IStringLocalizer<Texts> L) => name switch
    {
        "merge" or "merge_id" or "merged_into" => L["合并记录"],
        "other" => L["另一份档案"],
        "kept" or "kept_id" => L["保留的档案"],
        "gone" or "gone_id" => L["并入的档案"],
        "took" or "choice_sealed" => L["取用的内容"],
        "records" => L["改动的记录数"],
        "left" or "left_sealed" => L["没有还原的内容"],
        "later" => L["合并以后的新记录"],
        "asked" or "asked_by_name" => L["申请"],
        "refused" => L["不同意"],
        "withdrawn" => L["撤回"],
        "name" or "name_key" or "pinyin" or "initials" => L["姓名"],
        "id_state" or "id_sealed" or "id_hash" or "id_tail_hash" or "id_stated_sealed" => L["身份证号"],
        "sex" => L["性别"],
        "birth_on" or "birth_precision" => L["出生日期"],
        "ethnic_group" => L["民族"],
        "phone_sealed" => L["联系电话"],
        "relation" => L["与户主关系"],
        "household_id" => L["户"],
        "village_code" => L["村"],
        _ => name,
    };
}
