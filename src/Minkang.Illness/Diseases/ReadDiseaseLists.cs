using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Illness.Diseases;

/// <summary>Turns one catalogue file into a disease list (病种目录).</summary>
internal static class ReadDiseaseLists
{
    private static readonly Dictionary<string, TreatmentRoute> Routes = new(StringComparer.Ordinal)
    {
        ["cure-once"] = TreatmentRoute.CureOnce,
        ["hospital-maintenance"] = TreatmentRoute.HospitalMaintenance,
        ["long-term"] = TreatmentRoute.LongTerm,
        ["irreversible"] = TreatmentRoute.Irreversible,
        ["continuous-chronic"] = TreatmentRoute.ContinuousChronic,
    };

    private static readonly Dictionary<string, bool> Dates = new(StringComparer.Ordinal) { ["masked"] = true, ["stated"] = false };

    /// <summary>Reads the list; <paramref name="diseases"/> are the ids an entry may name.</summary>
    public static DiseaseList Read(YamlNodeReader root, IReadOnlyCollection<string> diseases)
    {
        var place = root.Map("place");
        var (from, until) = root.Period("from", "until");
        var masked = root.Choice("date", Dates);
        if (!masked && from is null && until is null) root.Report("date", "“date: stated”但没有写“from”或“until”。", "请写生效日期；来源没有年份的写“date: masked”。");
        var stated = root.OptionalMap("stated");
        var list = new DiseaseList
        {
            Id = root.Text("id"),
            Title = root.Text("title"),
            Place = Place(place),
            Source = root.Text("source"),
            From = from,
            Until = until,
            DateMasked = masked,
            StatedClasses = stated?.OptionalNumber("classes"),
            StatedKinds = stated?.OptionalNumber("kinds"),
            CountMasked = stated?.Flag("masked") ?? false,
            Entries = [.. root.List("entries").Select(e => Entry(e, diseases))],
        };
        root.OptionalText("note");
        stated?.RefuseUnknownKeys();
        root.RefuseUnknownKeys();
        if (list.StatedKinds is { } kinds && list.NamedKinds > kinds)
            root.Report("entries", $"列出 {list.NamedKinds} 种，多于来源载明的 {kinds} 种。", "请核对“stated”，或删去多列的病种。");
        return list;
    }

    private static DiseaseListPlace Place(YamlNodeReader node)
    {
        RegionCode? region = null;
        if (node.OptionalText("region") is { } code && (region = RegionCode.TryParse(code)) is null)
            node.Report("region", $"区划代码“{code}”不对。", "请写 2、4、6、9 或 12 位数字；来源没有写明的不写。");
        var place = new DiseaseListPlace(node.Text("name"), region);
        node.RefuseUnknownKeys();
        return place;
    }

    private static DiseaseListEntry Entry(YamlNodeReader node, IReadOnlyCollection<string> diseases)
    {
        var group = node.OptionalText("group");
        var disease = group is null ? node.Text("disease") : node.OptionalText("disease");
        if (group is not null && disease is not null) node.Report("group", "“disease”和“group”只能写一个。", "病种写“disease”，人群或服务写“group”。");
        if (disease is { Length: > 0 } && !diseases.Contains(disease)) node.Report("disease", $"没有病种“{disease}”。", YamlNodeReader.Suggest(disease, diseases));
        var entry = new DiseaseListEntry(
            disease, group, node.OptionalText("class") ?? disease ?? group ?? "", node.OptionalNumber("kinds") ?? 1, ReadDiseaseFiles.Age(node), node.OptionalChoice("route", Routes));
        if (entry.Kinds < 1) node.Report("kinds", "“kinds”应为 1 或更多。", "一项算几种就写几，通常不写。");
        node.RefuseUnknownKeys();
        return entry;
    }
}
