namespace Minkang.Platform;

internal static class Placeholder;
