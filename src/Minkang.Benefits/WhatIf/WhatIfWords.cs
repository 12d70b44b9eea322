using Microsoft.Extensions.Localization;
using Minkang.Benefits.Packs;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;

namespace Minkang.Benefits.WhatIf;

/// <summary>How the figures of a trial read (测算用语).</summary>
internal static class WhatIfWords
{
    public const string Page = "/benefits/what-if", NoArea = "none";

    public static string Yuan(long fen) => new Money(fen).ToString();

    public static string Change(long before, long after) => after == before ? "0.00" : $"{(after > before ? "+" : "−")}{new Money(Math.Abs((after - before)))}";

    public static string Category(string code, PackVocabulary words, IStringLocalizer<Texts> L) => words.Categories.Find(code) is { } entry ? (System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? entry.Name : entry.English ?? entry.Name) : L["未写明"];

    public static string Area(string area, RegionTree tree, IStringLocalizer<Texts> L) => area.Length == 0 ? L["未写明"] : tree.NameOf(area) is { Length: > 0 } name ? name : area;

    public static string Amounts(Bracket bracket, IStringLocalizer<Texts> L) => bracket.Until is { } until ? L["{0}–{1} 元", bracket.From / 100, until / 100] : L["{0} 元以上", bracket.From / 100];

    public static string Shares(Bracket bracket) => bracket.Until is { } until ? $"{bracket.From}%–{until}%" : $"≥ {bracket.From}%";

    /// <summary>A key as lists show it: identity numbers masked, others as they are.</summary>
    public static string Key(string key) => key.StartsWith('\0') ? key[1..] : key.Length is 15 or 18 && key.Take(14).All(char.IsAsciiDigit) ? IdNumber.Mask(key) : key;
}
