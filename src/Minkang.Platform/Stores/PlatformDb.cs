using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Jobs;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Users;

namespace Minkang.Platform.Stores;

/// <summary>The platform store (平台库): accounts, duties, areas and jobs of all counties; no register of persons.</summary>
public sealed class PlatformDb(DbContextOptions<PlatformDb> options, TimeProvider clock, Vault vault) : StoreDb(options, clock, vault)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Table<User>("platform_user");
        modelBuilder.Entity<User>().Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        modelBuilder.Table<IdentityUserClaim<Guid>>("platform_user_claim").HasKey(c => c.Id);
        modelBuilder.Table<IdentityUserLogin<Guid>>("platform_user_login").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        modelBuilder.Table<IdentityUserToken<Guid>>("platform_user_token").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        modelBuilder.Table<Assignment>("platform_assignment");
        modelBuilder.Table<Region>("platform_region");
        modelBuilder.Table<Job>("platform_job");
        modelBuilder.Table<Proposal>("platform_proposal");
        modelBuilder.Table<AuditEntry>("platform_audit").HasKey(e => e.Seq);
        modelBuilder.Entity<AuditEntry>().Property(e => e.Seq).ValueGeneratedNever();
        modelBuilder.Table<AuditHead>("platform_audit_head").Property(h => h.Id).ValueGeneratedNever();
        modelBuilder.UseSharedConventions();
    }
}

/// <summary>Opens the platform store outside a request (jobs, command line).</summary>
public sealed class PlatformStore(StoreConnections connections, TimeProvider clock, Vault vault)
{
    /// <summary>A new context; the caller disposes it.</summary>
    public PlatformDb Open()
    {
        var options = new DbContextOptionsBuilder<PlatformDb>();
        options.UseStore(connections, StoreConnections.PlatformStore);
        return new PlatformDb(options.Options, clock, vault).KeptOpen();
    }
}
