namespace Minkang.Benefits.Bills;

/// <summary>What stands on a bill, put into the codes that packs ask for.</summary>
internal static class BillCodes
{
    /// <summary>
    /// The level by which policies tell institutions apart. Lists give the grade instead: a grade-one hospital is taken for a township's, grade two for a
    /// county's, grade three for a city's, or for a province's where it lies outside the patient's prefecture.
    /// </summary>
    public static string Level(string code, string place) => code switch
    {
        "ungraded" => "village",
        "first" => "township",
        "second" => "county",
        "third" => place is "province" or "elsewhere" ? "province" : "city",
        _ => code,
    };

    /// <summary>Somebody without any category is an ordinary resident, and only then.</summary>
    public static IReadOnlyCollection<string> Categories(IEnumerable<string> codes)
    {
        var held = codes.Where(c => c != "resident").Distinct(StringComparer.Ordinal).ToArray();
        return held.Length == 0 ? ["resident"] : held;
    }
}
