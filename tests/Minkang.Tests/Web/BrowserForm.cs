using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Minkang.Tests.Web;

/// <summary>A form of a page filled in as a browser does it: fields that are not named go with what the page shows in them, empty ones too.</summary>
internal static class BrowserForm
{
    private const string Handler = "_handler", Token = "__RequestVerificationToken";

    public static FormUrlEncodedContent Of(string page, string handler, params IEnumerable<(string Name, string Value)> fields) =>
        new(Filled(page, handler, fields).Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>The same with files, each under the name of its field.</summary>
    public static MultipartFormDataContent With(string page, string handler, IEnumerable<(string Field, string FileName, byte[] Content)> files, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Filled(page, handler, fields)) form.Add(new StringContent(value), name);
        foreach (var (field, fileName, content) in files) form.Add(new ByteArrayContent(content), field, fileName);
        return form;
    }

    private static IEnumerable<(string Name, string Value)> Filled(string page, string handler, IEnumerable<(string Name, string Value)> fields)
    {
        var given = fields.ToList();
        var named = given.Select(f => f.Name).Append(Handler).Append(Token).ToHashSet(StringComparer.Ordinal);
        return [.. given, .. Shown(page, handler).Where(f => !named.Contains(f.Name)), (Handler, handler), (Token, TestApp.Token(page))];
    }

    private static IEnumerable<(string Name, string Value)> Shown(string page, string handler)
    {
        using var document = new HtmlParser().ParseDocument(page);
        var form = document.Forms.FirstOrDefault(f => f.QuerySelector($"input[name={Handler}]")?.GetAttribute("value") == handler);
        foreach (var field in form?.Elements.Where(e => !e.HasAttribute("disabled")) ?? [])
        {
            if (field.GetAttribute("name") is not { Length: > 0 } name) continue;
            if (field is IHtmlInputElement { Type: not ("submit" or "button" or "file" or "image" or "reset") } input && (input.Type is not ("checkbox" or "radio") || input.IsChecked)) yield return (name, input.Value);
            else if (field is IHtmlTextAreaElement area) yield return (name, area.Value);
            else if (field is IHtmlSelectElement select)
                foreach (var option in select.SelectedOptions) yield return (name, option.Value);
        }
    }
}
