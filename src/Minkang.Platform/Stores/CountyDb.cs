using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;

namespace Minkang.Platform.Stores;

/// <summary>A module's part of the county model; each module maps its own tables.</summary>
public interface ICountyModel
{
    void Map(ModelBuilder model);
}

/// <summary>
/// One county's store (县级库). Modules map their tables into it, so a request is one unit of work with one transaction, whatever
/// modules take part.
/// </summary>
public sealed class CountyDb(DbContextOptions<CountyDb> options, IEnumerable<ICountyModel> models, TimeProvider clock, string countyCode, Vault vault)
    : StoreDb(options, clock, vault)
{
    /// <summary>Six-digit code of the county whose store this is.</summary>
    public string CountyCode => countyCode;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var model in models) model.Map(modelBuilder);
        modelBuilder.UseSharedConventions();
    }
}

/// <summary>Opens county stores.</summary>
public sealed class CountyStores(StoreConnections connections, IEnumerable<ICountyModel> models, TimeProvider clock, Vault vault)
{
    private readonly ICountyModel[] _models = [.. models];

    /// <summary>Codes of the counties that have a store.</summary>
    public IReadOnlyList<string> Codes() => connections.Counties();

    /// <summary>True when the county has a store.</summary>
    public bool Exists(string countyCode) => connections.Exists(StoreConnections.CountyStore(countyCode));

    /// <summary>A new context on the county's store; the caller disposes it.</summary>
    public CountyDb Open(string countyCode)
    {
        var options = new DbContextOptionsBuilder<CountyDb>();
        options.UseStore(connections, StoreConnections.CountyStore(countyCode));
        return new CountyDb(options.Options, _models, clock, countyCode, vault).KeptOpen();
    }
}
