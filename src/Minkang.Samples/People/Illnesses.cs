using Minkang.Domain.People;

namespace Minkang.Samples.People;

/// <summary>A disease as the material file describes it.</summary>
internal sealed record Disease(string Classes, string Formal, List<string> Icd, List<string> Words, List<string> Vague, List<int> Ages, double Weight, string Care, string NearTo = "", string Sex = "")
{
    public bool IsListed => Classes.Length > 0;
    public bool IsMajor => Classes.StartsWith('M');
    public bool Fits(Sex sex, int age) => age >= Ages[0] && age <= Ages[1] && (Sex.Length == 0 || (Sex == "男") == (sex == Minkang.Domain.People.Sex.Male));
}

/// <summary>One disease of one person: which, found when, with its code and name on slips.</summary>
internal sealed record Illness(Disease Disease, DateOnly FoundOn, string Code, string Diagnosis);

/// <summary>Gives people the diseases of their age and sex.</summary>
internal sealed class IllnessMaker
{
    private sealed record Material(List<Disease> Diseases, List<string> Everyday, List<string> Stays);

    private static readonly Lazy<Material> Loaded = new(() => SampleData.Read<Material>("diseases"));
    private readonly List<Disease> _diseases;
    private readonly Dictionary<(Sex, int), Weighted<Disease>> _byAge = [];

    public IllnessMaker(bool nearMisses) => _diseases = [.. Loaded.Value.Diseases.Where(d => nearMisses || d.NearTo.Length == 0)];

    public static IReadOnlyList<Disease> All => Loaded.Value.Diseases;
    public static IReadOnlyList<string> Everyday => Loaded.Value.Everyday;
    public static IReadOnlyList<string> Stays => Loaded.Value.Stays;

    public List<Illness> Make(Sex sex, DateOnly birth, DateOnly day, double rate, Dice dice)
    {
        var age = day.Year - birth.Year;
        var illnesses = new List<Illness>();
        for (var chance = rate * (age < 15 ? 0.3 : age < 40 ? 0.5 : age < 60 ? 1.1 : 1.9); illnesses.Count < 4 && dice.Chance(chance); chance = 0.33)
        {
            var fitting = Fitting(sex, age);
            if (fitting.Items.Count == 0) break;
            var disease = dice.Of(fitting);
            if (illnesses.Exists(i => i.Disease.Formal == disease.Formal || (disease.IsListed && i.Disease.Classes == disease.Classes))) continue;
            var earliest = Math.Max(birth.Year + disease.Ages[0], day.Year - 12);
            var found = new DateOnly(dice.Between(earliest, Math.Max(earliest, day.Year - 1)), dice.Between(1, 12), dice.Between(1, 28));
            var code = disease.Icd[dice.Chance(0.7) ? 0 : dice.Between(0, disease.Icd.Count - 1)];
            illnesses.Add(new Illness(disease, found < birth ? birth : found, code[..code.IndexOf(' ', StringComparison.Ordinal)], code[(code.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        }
        return illnesses;
    }

    private Weighted<Disease> Fitting(Sex sex, int age)
    {
        if (_byAge.TryGetValue((sex, age), out var known)) return known;
        return _byAge[(sex, age)] = new Weighted<Disease>([.. _diseases.Where(d => d.Fits(sex, age)).Select(d => (d, d.Weight))]);
    }
}
