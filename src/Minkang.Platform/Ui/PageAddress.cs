using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Minkang.Platform.Ui;

/// <summary>
/// The address of a page (页面地址): its path and its query, which holds the state of a list. Makes the links that change one
/// thing and keep the rest. Links start with a slash and name no host, so that they work behind any proxy.
/// </summary>
public sealed class PageAddress
{
    private readonly string _path;
    private readonly List<KeyValuePair<string, string>> _query;

    private PageAddress(string path, List<KeyValuePair<string, string>> query) => (_path, _query) = (path, query);

    /// <summary>The address of the page that is being rendered.</summary>
    public static PageAddress Of(NavigationManager navigation) => Parse(new Uri(navigation.Uri).PathAndQuery);

    /// <summary>The address that a download was asked for under.</summary>
    public static PageAddress Of(HttpRequest request) => Parse(request.Path + request.QueryString);

    /// <summary>Reads a path with an optional query. Empty values are dropped: an unfilled filter is no filter.</summary>
    public static PageAddress Parse(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? pathAndQuery : pathAndQuery[..mark];
        var query = mark < 0 ? [] : QueryHelpers.ParseQuery(pathAndQuery[mark..]);
        return new(path, [.. query.SelectMany(p => Filled(p.Key, p.Value))]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(string name, StringValues values) =>
        values.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(name, v!));

    /// <summary>The path without the query.</summary>
    public string Path => _path;

    /// <summary>All parameters in order; a parameter may occur several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    /// <summary>The first value of a parameter, or null.</summary>
    public string? this[string name] =>
        _query.Find(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The same address with the parameter set to this one value, or without it when the value is null or empty.</summary>
    public PageAddress With(string name, string? value)
    {
        var changed = Without(name);
        if (!string.IsNullOrEmpty(value)) changed._query.Add(KeyValuePair.Create(name, value));
        return changed;
    }

    /// <summary>The same address without the parameter, or without only the given value of it.</summary>
    public PageAddress Without(string name, string? value = null) => new(_path,
        [.. _query.Where(p => !string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase) || (value is not null && p.Value != value))]);

    /// <summary>The same query on another path: an export, a print.</summary>
    public PageAddress At(string path) => new(path, _query);

    /// <summary>Path and query, escaped for a link.</summary>
    public override string ToString() =>
        QueryHelpers.AddQueryString(_path, _query.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
}
