using System.Globalization;
using System.Text.Json.Serialization;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Waivers;

/// <summary>What an item is (项目类别).</summary>
internal enum ItemKind
{
    /// <summary>减免：不收或少收一项费用</summary>
    Waiver,
    /// <summary>补助：凭证申领的一笔钱</summary>
    Subsidy,
    /// <summary>参保补贴：替人缴的保费</summary>
    Premium,
}

/// <summary>How often an item may be used (享受次数).</summary>
internal enum ItemPer
{
    /// <summary>同一收费项目同一天一次</summary>
    Visit,
    /// <summary>按次数，金额乘次数</summary>
    Session,
    /// <summary>一人一年一次</summary>
    Year,
    /// <summary>一人一次</summary>
    Once,
}

/// <summary>How uses of an item are written down (登记方式).</summary>
internal enum ItemRecord
{
    /// <summary>窗口逐人登记</summary>
    Person,
    /// <summary>按月登记人次和金额，不登记姓名</summary>
    Tally,
    /// <summary>按名单</summary>
    List,
}

/// <summary>One waiver or subsidy (减免补助项目). Neither percent nor amount means that the source leaves it blank: locked until a county enters it.</summary>
/// <param name="Services">What it takes money off; of several items on one service only the larger counts. The item's own id where the fee list has no such service.</param>
/// <param name="For">Categories of persons, any of which will do; empty for everybody on the register.</param>
/// <param name="AgeFrom">Youngest age in full years, included; null for any.</param>
/// <param name="AgeTo">Oldest age in full years, included; null for any.</param>
internal sealed record WaiverItem(
    string Id, string Title, string English, ItemKind Kind, IReadOnlyList<string> Services, Rate? Percent, Money? Amount, string BorneBy, IReadOnlyList<string> For, int? AgeFrom, int? AgeTo, ItemPer Per,
    ItemRecord Record, string Source)
{
    [JsonIgnore] public bool Blank => Percent is null && Amount is null;

    /// <summary>The title in the language of the page.</summary>
    [JsonIgnore] public string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : Title;

    /// <summary>
    /// What it takes off: a percentage of the amount before, or a fixed amount for each time. A waiver never takes off more than the amount before; a subsidy is paid whatever the bill was.
    /// </summary>
    public Money Off(Money before, int times)
    {
        if (Percent is { } percent) return new(Rounding.Usual.Apply(before.Fen * percent.TenThousandths));
        var whole = new Money(Amount!.Value.Fen * (Per == ItemPer.Session ? times : 1));
        return Kind == ItemKind.Waiver && whole > before ? before : whole;
    }

    /// <summary>Whether a person of these categories and this age may have it.</summary>
    public bool IsFor(IReadOnlyCollection<string> categories, int? age) => (For.Count == 0 || For.Any(categories.Contains)) && OfAge(age);

    /// <summary>Unknown age is never the right one where an age is asked for.</summary>
    public bool OfAge(int? age) => (AgeFrom is null || age >= AgeFrom) && (AgeTo is null || age <= AgeTo);
}

/// <summary>The waivers and subsidies of a place as its document states them (一地的减免补助).</summary>
/// <param name="From">First day, where the document says it.</param>
/// <param name="Until">First day on which it no longer holds, where the document says it.</param>
/// <param name="Packs">First parts of the ids of the place's policy packs.</param>
internal sealed record WaiverProgramme(
    string Id, string Title, string English, string Place, string Document, DateOnly? From, DateOnly? Until, IReadOnlyList<string> Packs, IReadOnlyList<string> Notes, IReadOnlyList<WaiverItem> Items)
{
    public string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : Title;
}
