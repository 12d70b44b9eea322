namespace Minkang.Illness;

internal static class Placeholder;
