using Minkang.Benefits.Bills;
using Minkang.Domain.Lists;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Reads the bill of a worked case.</summary>
internal sealed class ReadBillMap(PackVocabulary words)
{
    public Bill Read(YamlNodeReader node, string id)
    {
        var admission = node.OptionalDate("admission");
        var discharge = node.OptionalDate("discharge") ?? admission;
        var items = node.OptionalMap("items");
        var bill = new Bill
        {
            Id = node.OptionalText("id") ?? id,
            Person = node.OptionalText("person") ?? "case",
            Household = node.OptionalText("household") ?? "case",
            Categories = BillCodes.Categories(Many(node, "categories", words.Categories)),
            Age = node.OptionalNumber("age"),
            Kind = One(node, "kind", words.Kinds),
            Level = BillCodes.Level(One(node, "level", words.FacilityLevels), One(node, "place", words.Places)),
            Place = One(node, "place", words.Places),
            Referral = One(node, "referral", words.Referrals),
            Diseases = node.Texts("diseases"),
            Lists = node.Texts("lists"),
            Designated = node.Flag("designated", otherwise: true),
            Enrolled = node.Flag("enrolled", otherwise: true),
            Admission = admission ?? discharge,
            Discharge = discharge,
            Settlement = node.OptionalDate("settlement") ?? discharge,
            Days = node.OptionalNumber("days") ?? 0,
            Sessions = node.OptionalNumber("sessions") ?? 0,
            Total = Amount(node, "total"),
            InScope = Amount(node, "in-scope"),
            OutOfCatalogue = Amount(node, "out-of-catalogue"),
            OverLimit = Amount(node, "over-limit"),
            PreSelfPaid = Amount(node, "pre-self-paid"),
            Tcm = Amount(node, "tcm"),
            Items = items?.Keys.ToDictionary(k => Code(items, k, k, words.Items), k => Amount(items, k), StringComparer.Ordinal) ?? [],
        };
        foreach (var list in bill.Lists.Where(l => !words.DiseaseLists.ContainsKey(l))) node.Report("lists", $"没有病种目录“{list}”。", YamlNodeReader.Suggest(list, words.DiseaseLists.Keys));
        foreach (var disease in bill.Diseases.Where(d => !words.IsDisease(d))) node.Report("diseases", $"没有病种“{disease}”。", YamlNodeReader.Suggest(disease, words.Diseases));
        if (!node.Mentions("total")) node.File.Add(node.Line, "缺少“total”。", "请写医疗总费用。");
        node.RefuseUnknownKeys("expect");
        if (node.File.Sound && bill.Unsound() is { } unsound) node.File.Add(node.Line, unsound.Message, "请改正案例里的金额或日期。");
        return bill;
    }

    /// <summary>An amount in yuan; nothing written is nothing billed.</summary>
    public static Money Amount(YamlNodeReader node, string key) =>
        node.OptionalText(key) is { } text ? new(PackContext.Parse(text, ValueUnit.Amount, m => node.Report(key, $"“{key}”的值“{text}”{m.What}", m.Remedy)) ?? 0) : Money.Zero;

    private static string One(YamlNodeReader node, string key, CodeList list) => node.OptionalText(key) is { Length: > 0 } text ? Code(node, key, text, list) : "";

    private static List<string> Many(YamlNodeReader node, string key, CodeList list) => [.. node.Texts(key).Select(t => Code(node, key, t, list))];

    private static string Code(YamlNodeReader node, string key, string text, CodeList list)
    {
        if ((list.Find(text) ?? list.Match(text)) is { } entry) return entry.Code;
        node.Report(key, $"{list.Title}里没有“{text}”。", YamlNodeReader.Suggest(text, list.Entries.Select(e => e.Code)));
        return text;
    }
}
