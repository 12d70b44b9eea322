using Microsoft.Extensions.DependencyInjection;

namespace Minkang.Registry.Measures;

/// <summary>What is recorded of the help a household gets and how poor it is: the six precisions and the score.</summary>
internal static class MeasuresModule
{
    public static void AddMeasures(this IServiceCollection services) =>
        services.AddSingleton<TickPrecisions>().AddSingleton<ScoreHousehold>().AddSingleton<SetScoreWeights>();
}
