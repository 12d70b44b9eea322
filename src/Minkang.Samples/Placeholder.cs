namespace Minkang.Samples;

internal static class Placeholder;
