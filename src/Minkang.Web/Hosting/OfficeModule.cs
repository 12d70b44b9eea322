using Minkang.Platform.Today;
using Minkang.Platform.Ui;
using Minkang.Web.Approvals;
using Minkang.Web.Audits;
using Minkang.Web.Home;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Web.Hosting;

/// <summary>The platform's own pages: today, accounts, areas, audit. Reads like a table of contents.</summary>
internal static class OfficeModule
{
    public static void AddOffice(this IServiceCollection services)
    {
        services.AddScoped<OfficeWords>();
        services.AddScoped<AuditWords>();
        services.AddScoped<AuditStore>();
        services.AddScoped<ITodoSource, OfficeTodo>();
        services.AddScoped<IHomeFigures, RegisterHomeFigures>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Today, T("今日"), "/", ""));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("县设置"), "/county", "settings", 10));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("乡镇和村"), "/county/areas", "regions.change", 20));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("账号"), "/users", "users.manage", 30));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("申请授权"), "/users/request", "users.request", 40));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("授权、区划与导出"), "/approvals", "users.grant", 50, ["users.request", "regions.change", "registry.export"]));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("审计记录"), "/audit", "audit.read", 60));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Office, T("校验审计链"), "/audit/verify", "audit.verify", 70));
    }
}
