using Microsoft.Extensions.DependencyInjection;

namespace Minkang.Illness;

/// <summary>What the illness module brings into the house.</summary>
public static class IllnessModule
{
    public static IServiceCollection AddIllness(this IServiceCollection services) => services;
}
