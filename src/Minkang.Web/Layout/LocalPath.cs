namespace Minkang.Web.Layout;

/// <summary>Addresses to go back to, as they come from the query: only paths of this host are followed.</summary>
internal static class LocalPath
{
    /// <summary>The path when it stays on this host, else the home page.</summary>
    public static string OrHome(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>
    /// True for a path that starts with a single slash. Browsers read <c>//host</c> and <c>/\host</c> as another host and drop control
    /// characters, so these are refused as well.
    /// </summary>
    public static bool IsLocal(string? path) => path is ['/', ..]
        && path is not ['/', '/' or '\\', ..]
        && !path.Any(c => char.IsControl(c) || c == '\\');
}
