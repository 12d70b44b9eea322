namespace Minkang.Registry;

internal static class Placeholder;
