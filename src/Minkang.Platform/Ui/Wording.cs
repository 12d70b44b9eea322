using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Minkang.Platform.Ui;

/// <summary>An assembly whose <c>Texts.en.resx</c> holds English (译文来源), by its <c>Texts</c> marker.</summary>
public sealed record TextSource(Type Marker);

/// <summary>
/// Puts sentences that are made away from pages into the language of the page (译文): refusals, findings in cells, notes of an import, what a job
/// says. They are written and stored in Chinese with their values filled in, so that a row noted last year reads in English as well; here the
/// sentence is found again by its fixed parts, and its values go into the English one.
/// </summary>
public sealed class Wording(IEnumerable<TextSource> sources, IStringLocalizerFactory factory)
{
    private readonly ConcurrentDictionary<string, Phrasebook> _books = new(StringComparer.Ordinal);

    /// <summary>The text in the language of the page; as it is where no translation is known.</summary>
    public string Of(string chinese)
    {
        var culture = CultureInfo.CurrentUICulture;
        return culture.TwoLetterISOLanguageName == "zh" ? chinese : _books.GetOrAdd(culture.Name, _ => Read()).Say(chinese);
    }

    private Phrasebook Read() => new(sources.SelectMany(s => factory.Create(s.Marker).GetAllStrings(includeParentCultures: true)).Select(t => (t.Name, t.Value)));
}
