using Minkang.Domain.Diseases;

namespace Minkang.Illness.Conditions;

/// <summary>One illness as a text names it, before it is laid beside what is known of the person.</summary>
/// <param name="Disease">Disease of the catalogue, or null.</param>
/// <param name="Text">What was written of this illness alone, so that a neighbour in the same cell stays with its own condition.</param>
/// <param name="Suspected">True when the text itself doubts.</param>
internal sealed record Claim(string? Disease, string Text, TextReading Reading, bool Suspected, bool IsProtected, string? Grade);

/// <summary>A cell as it is to be taken: the illnesses it claims, and how many statements say that there is none.</summary>
internal sealed record CellClaims(IReadOnlyList<Claim> Claims, int RuledOut);

/// <summary>Turns the free text of a disease cell into claims, one for each illness (患病名称认读).</summary>
internal sealed class ConditionTextReader(DiseaseCatalogue catalogue, DiseaseCellReader reader, ProtectedDiseases protectedDiseases)
{
    /// <summary>Reads a cell of somebody of the age. Text of which nothing is known becomes one claim without a disease.</summary>
    public CellClaims Read(string text, int? age)
    {
        var mentions = reader.Read(text, age).Mentions;
        var claims = mentions.Where(m => !IsNone(m)).SelectMany(m => Claims(text, m)).ToList();
        if (mentions.Count == 0) claims.Add(new Claim(null, text.Trim(), TextReading.Unknown, false, false, null));
        return new(Distinct(claims), mentions.Count(IsNone));
    }

    /// <summary>True when the text names a protected diagnosis, be it in doubt or of a child.</summary>
    public bool NamesProtected(string text) => reader.Read(text).Mentions.Any(m => protectedDiseases.Contains(m.Disease?.Id));

    private static bool IsNone(DiseaseMention mention) => mention.Refuted || mention.Disease?.Id == DiseaseCatalogue.NoIllness;

    private IEnumerable<Claim> Claims(string cell, DiseaseMention mention)
    {
        var text = Written(cell, mention);
        if (mention.Disease is not { } disease) return [new Claim(null, text, TextReading.Unknown, false, false, null)];
        var isProtected = protectedDiseases.Contains(disease.Id);
        var grade = GradeOf(mention);
        if (mention.Certainty == MentionCertainty.NeedsPerson) return [new Claim(disease.Id, text, TextReading.NeedsPerson, true, isProtected, grade)];

        var reading = mention.Certainty == MentionCertainty.Presumed ? TextReading.Presumed : TextReading.Certain;
        var also = mention.Qualifiers.Where(q => disease.AlsoWhen.ContainsKey(q.Id)).Select(q => disease.AlsoWhen[q.Id]).Distinct(StringComparer.Ordinal).ToList();
        var claims = also.ConvertAll(id => new Claim(id, text, reading, false, protectedDiseases.Contains(id), grade));
        if (mention.Qualifiers.Any(q => disease.NotWhen.Contains(q.Id)))
        {
            if (claims.Count == 0) claims.Add(new Claim(null, text, TextReading.NearMiss, false, isProtected, grade));
        }
        else if (!also.Exists(id => catalogue.IsKindOf(id, disease.Id))) claims.Insert(0, new Claim(disease.Id, text, reading, false, isProtected, grade));
        return claims;
    }

    /// <summary>The words of the disease with the qualifiers that stand directly beside them.</summary>
    private static string Written(string cell, DiseaseMention mention)
    {
        var (start, end) = (mention.Start, mention.Start + mention.Length);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var qualifier in mention.Qualifiers)
            {
                var (before, after) = (Skip(cell, start - 1, -1) + 1, Skip(cell, end, 1));
                if (qualifier.Text.Length == 0) continue;
                if (before >= qualifier.Text.Length && string.CompareOrdinal(cell, before - qualifier.Text.Length, qualifier.Text, 0, qualifier.Text.Length) == 0)
                    (start, grown) = (before - qualifier.Text.Length, true);
                else if (string.CompareOrdinal(cell, after, qualifier.Text, 0, qualifier.Text.Length) == 0) (end, grown) = (after + qualifier.Text.Length, true);
            }
        }
        if (end < cell.Length && cell[end] is ')' or '）' && cell.AsSpan(start, end - start).IndexOfAny('(', '（') >= 0) end++;
        return cell[start..end].Trim();
    }

    private static int Skip(string cell, int at, int step)
    {
        while (at >= 0 && at < cell.Length && (char.IsWhiteSpace(cell[at]) || cell[at] is '(' or '（')) at += step;
        return at;
    }

    private static string? GradeOf(DiseaseMention mention)
    {
        var words = mention.Qualifiers.Where(q => q.Id.StartsWith("grade", StringComparison.Ordinal) || q.Id.StartsWith("stage", StringComparison.Ordinal)).Select(q => q.Text).Distinct(StringComparer.Ordinal);
        return string.Join(' ', words) is { Length: > 0 } grade ? grade : null;
    }

    /// <summary>The same disease twice in one cell is one claim, the surer one.</summary>
    private static List<Claim> Distinct(List<Claim> claims) =>
        [.. claims.GroupBy(c => c.Disease ?? c.Text, StringComparer.Ordinal).Select(g => g.OrderBy(c => c.Suspected).ThenBy(c => c.Reading).First())];
}
