using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Minkang.Platform.Stores;

/// <summary>One module's numbered SQL sentences for a kind of store, as embedded resources under <paramref name="Folder"/>.</summary>
/// <param name="Module">Short name that prefixes the journal entries: <c>registry</c>.</param>
/// <param name="Assembly">Where the scripts are embedded.</param>
/// <param name="Folder">Resource path part before the file name, with dots: <c>Minkang.Registry.Migrations.</c></param>
/// <param name="ForCounty">True for a county's store, false for the platform store.</param>
public sealed record MigrationSet(string Module, Assembly Assembly, string Folder, bool ForCounty);

/// <summary>
/// Brings a store to the present by DbUp: scripts run once, module by module in the order of registration and by number within, each in its own transaction, recorded per store.
/// A script ending in <c>.sqlite.sql</c> or <c>.postgres.sql</c> is for that engine alone.
/// </summary>
public sealed class Migrator(StoreConnections connections, IEnumerable<MigrationSet> sets)
{
    /// <summary>Makes and upgrades the platform store. Returns the scripts that ran.</summary>
    public IReadOnlyList<string> UpgradePlatform() => Upgrade(StoreConnections.PlatformStore, forCounty: false);

    /// <summary>Makes and upgrades a county's store. Returns the scripts that ran.</summary>
    public IReadOnlyList<string> UpgradeCounty(string countyCode) => Upgrade(StoreConnections.CountyStore(countyCode), forCounty: true);

    private IReadOnlyList<string> Upgrade(string store, bool forCounty)
    {
        connections.Create(store);
        var scripts = sets.Where(s => s.ForCounty == forCounty).SelectMany((set, place) => Scripts(set, place + 1)).ToList();
        var connection = connections.ConnectionString(store);
        var builder = connections.Engine == StoreEngine.Sqlite
            ? DeployChanges.To.SqliteDatabase(connection).JournalToSqliteTable("platform_schema_version")
            : DeployChanges.To.PostgresqlDatabase(connection).JournalToPostgresqlTable(store, "platform_schema_version");
        var result = builder.WithScripts(scripts).WithTransactionPerScript().WithVariablesDisabled().LogTo(new Quiet()).Build().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"数据库升级失败：{store}，脚本 {result.ErrorScript?.Name}。", result.Error);
        return [.. result.Scripts.Select(s => s.Name)];
    }

    private IEnumerable<SqlScript> Scripts(MigrationSet set, int place)
    {
        var other = connections.Engine == StoreEngine.Sqlite ? ".postgres.sql" : ".sqlite.sql";
        return set.Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(set.Folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal) && !n.EndsWith(other, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(set.Assembly.GetManifestResourceStream(n)!);
                return new SqlScript($"{set.Module}/{n[set.Folder.Length..]}", reader.ReadToEnd(), new SqlScriptOptions { RunGroupOrder = place });
            });
    }

    private sealed class Quiet : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) { }
        public void LogDebug(string format, params object[] args) { }
        public void LogInformation(string format, params object[] args) { }
        public void LogWarning(string format, params object[] args) { }
        public void LogError(string format, params object[] args) { }
        public void LogError(Exception ex, string format, params object[] args) { }
    }
}
