namespace Minkang.Web;

internal static class Placeholder;
