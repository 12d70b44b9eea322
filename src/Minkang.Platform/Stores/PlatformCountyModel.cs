using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Files;

namespace Minkang.Platform.Stores;

internal sealed class PlatformCountyModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        model.Table<AuditEntry>("platform_audit").HasKey(e => e.Seq);
        model.Entity<AuditEntry>().Property(e => e.Seq).ValueGeneratedNever();
        model.Table<AuditHead>("platform_audit_head").Property(h => h.Id).ValueGeneratedNever();
        model.Table<StoredFile>("platform_file");
        model.Table<Setting>("platform_setting");
    }
}

/// <summary>A setting of the county (县设置).</summary>
public sealed class Setting : Record
{
    public string Name { get; init; } = "";
    public string Value { get; set; } = "";
}
