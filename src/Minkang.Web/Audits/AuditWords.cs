using Microsoft.Extensions.Localization;
using Minkang.Platform.Ui;

namespace Minkang.Web.Audits;

/// <summary>How subjects and deeds of the trail read (审计用语). A deed without a word of its own shows its code.</summary>
internal sealed class AuditWords(IStringLocalizer<Texts> L)
{
    private static readonly (string Code, string Text)[] Kinds =
    [
        ("person", Text.T("人员")), ("household", Text.T("户")), ("import", Text.T("名单导入")), ("village", Text.T("村")), ("region", Text.T("区划")), ("county", Text.T("县")),
        ("account", Text.T("账号")), ("proposal", Text.T("待确认事项")), ("audit", Text.T("审计记录")), ("persons", Text.T("人员名单")), ("households", Text.T("户名单")),
    ];

    private static readonly (string Prefix, string Text)[] Deeds =
    [
        ("registry.unmask", Text.T("查看完整证件号或电话")), ("registry.open", Text.T("打开")), ("registry.find-by-id", Text.T("按证件号查找")), ("registry.export", Text.T("导出")),
        ("registry.import", Text.T("导入名单")), ("registry.", Text.T("登记册")), ("illness.", Text.T("患病与救治")), ("create ", Text.T("新增")), ("change ", Text.T("修改")),
        ("delete ", Text.T("删除")), ("sign-in refused", Text.T("登录被拒")), ("sign-in locked", Text.T("登录时账号已锁")), ("sign-in first step", Text.T("密码正确，等动态码")),
        ("sign-in", Text.T("登录")), ("two-factor off", Text.T("停用两步验证")), ("users.manage", Text.T("管理账号")), ("users.grant", Text.T("授权")), ("users.request", Text.T("申请授权")),
        ("regions.change", Text.T("区划变更")), ("audit.read", Text.T("查阅审计")), ("audit.verify", Text.T("校验审计链")),
    ];

    public IReadOnlyList<Option> KindOptions => [.. Kinds.Select(k => new Option(k.Code, L[k.Text]))];

    public IReadOnlyList<Option> DeedOptions => [.. Deeds.Select(d => new Option(d.Prefix, L[d.Text]))];

    public string Kind(string code) => Array.Find(Kinds, k => k.Code == code) is { Text: { } text } ? L[text].Value : code;

    public string? Deed(string action) => Array.Find(Deeds, d => action.StartsWith(d.Prefix, StringComparison.Ordinal)) is { Text: { } text } ? L[text].Value : null;
}
