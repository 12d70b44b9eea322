using System.Collections.Frozen;
using Minkang.Domain.Diseases.Reading;

namespace Minkang.Domain.Diseases;

/// <summary>
/// Reads the free text of a disease cell (患病名称) into diseases and class codes. Compiled once from a catalogue, then used by any number of threads.
/// Reading never throws and takes time in proportion to the length of the text.
/// </summary>
public sealed class DiseaseCellReader
{
    private const int LongestCell = 4_000;
    private readonly DiseaseCatalogue _catalogue;
    private readonly WordTrie<Word> _words;
    private readonly FrozenDictionary<string, Disease> _diseases;
    private readonly FrozenDictionary<string, Lesion> _lesions;
    private readonly FrozenDictionary<string, string> _turns;

    /// <summary>A word with two meanings throws <see cref="ArgumentException"/>; see <see cref="Ambiguities"/> for a check that names them all.</summary>
    public DiseaseCellReader(DiseaseCatalogue catalogue)
    {
        _catalogue = catalogue;
        var vocabulary = catalogue.Vocabulary;
        _diseases = catalogue.Diseases.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        _lesions = vocabulary.Lesions.ToFrozenDictionary(l => l.Id, StringComparer.Ordinal);
        _turns = vocabulary.Turns.ToFrozenDictionary(t => CellText.Normalize(t.Key, vocabulary.Variants), t => t.Value, StringComparer.Ordinal);
        _words = new WordTrie<Word>(Vocabulary.WordsOf(catalogue.Diseases, vocabulary).Select(w => (w.Word, w.Meaning)));
    }

    /// <summary>Words that have two meanings, in the form in which they are looked up, with both owners; empty in a sound catalogue.</summary>
    public static IReadOnlyList<(string Word, string First, string Second)> Ambiguities(IEnumerable<Disease> diseases, DiseaseVocabulary vocabulary)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var twice = new List<(string, string, string)>();
        foreach (var (word, owner, _) in Vocabulary.WordsOf(diseases, vocabulary))
            if (!owners.TryAdd(word, owner)) twice.Add((word, owners[word], owner));
        return twice;
    }

    /// <summary>Reads a cell. <paramref name="age"/> in full years bounds the diseases of children; where it is null the text may still tell (儿童, 成人).</summary>
    public DiseaseCellReading Read(string? text, int? age = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return new([], []);
        if (text.Length > LongestCell) text = text[..LongestCell];
        var clean = CellText.Of(text, _catalogue.Vocabulary.Variants);
        var tokens = new CellScanner(_words, clean).Scan();
        var drafts = new MentionFinder(_diseases, _lesions, _turns, clean, tokens).Find();
        new QualifierBinder(text, clean, tokens, drafts).Bind();
        new MentionReconciler(_catalogue, drafts).Reconcile();

        var mentions = drafts.ConvertAll(d => Judge(d, tokens, clean, age));
        AddUnknown(mentions, drafts, tokens, clean);
        mentions.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new(mentions, [.. mentions.SelectMany(m => m.Classes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Reads a cell of a person whose birth date is known, at the date of the list.</summary>
    public DiseaseCellReading Read(string? text, DateOnly birth, DateOnly on) => Read(text, AgeBounds.AgeOn(birth, on));

    private DiseaseMention Judge(DraftMention draft, List<CellToken> tokens, CellText clean, int? age)
    {
        var start = clean.OriginOf(tokens[draft.First].Start);
        var length = clean.OriginOf(tokens[draft.Last].End - 1) + 1 - start;
        var disease = draft.Disease;
        MentionQualifier[] qualifiers = [.. draft.Qualifiers.Select(q => q.Qualifier)];
        var cancelled = draft.Qualifiers.SelectMany(q => q.Meaning?.Cancels ?? []).ToArray();
        DiseaseMention Result(MentionCertainty certainty, params string[] classes) => new(start, length, disease, certainty, qualifiers, classes);

        var effects = EffectsOf(draft);
        if (effects.Contains(QualifierEffect.Refute) || effects.Contains(QualifierEffect.RefuteAll)) return Result(MentionCertainty.Certain) with { Refuted = true };
        if (draft.Doubtful || effects.Contains(QualifierEffect.Doubt)) return Result(MentionCertainty.NeedsPerson);

        if (draft.Outweighed) return Result(MentionCertainty.Certain);
        List<string> classes = [];
        if (!qualifiers.Any(q => disease.NotWhen.Contains(q.Id) && !cancelled.Contains(q.Id, StringComparer.Ordinal))) classes.AddRange(disease.Classes);
        foreach (var qualifier in qualifiers)
            if (disease.AlsoWhen.TryGetValue(qualifier.Id, out var also)) classes.AddRange(_diseases[also].Classes);
        var (certainty, counted) = ByAge(draft, classes, age);
        return Result(certainty, [.. counted.Distinct(StringComparer.Ordinal)]);
    }

    private static List<QualifierEffect> EffectsOf(DraftMention draft) => draft.Qualifiers.ConvertAll(q => q.Meaning?.Effect ?? QualifierEffect.None);

    /// <summary>Keeps the classes whose ages fit. A known age decides; then what the text says; then what is usual for the disease.</summary>
    private (MentionCertainty Certainty, List<string> Classes) ByAge(DraftMention draft, List<string> classes, int? age)
    {
        var certainty = draft.Presumed ? MentionCertainty.Presumed : MentionCertainty.Certain;
        var effects = EffectsOf(draft);
        var kept = new List<string>(classes.Count);
        foreach (var code in classes)
        {
            if (_catalogue.FindClass(code)!.Age is not { } bounds) kept.Add(code);
            else if (effects.Contains(QualifierEffect.Adult)) { if (age is { } years && bounds.Contains(years)) certainty = MentionCertainty.NeedsPerson; }
            else if (age is { } known) { if (bounds.Contains(known)) kept.Add(code); }
            else if (effects.Contains(QualifierEffect.Child)) kept.Add(code);
            else if (draft.Disease.CountsWithoutAge)
            {
                kept.Add(code);
                certainty = MentionCertainty.Presumed;
            }
            else certainty = MentionCertainty.NeedsPerson;
        }
        return (certainty, kept);
    }

    /// <summary>What stands alone in a segment and is no known word becomes an unknown mention, for a person to look at.</summary>
    private static void AddUnknown(List<DiseaseMention> mentions, List<DraftMention> drafts, List<CellToken> tokens, CellText clean)
    {
        var known = drafts.SelectMany(d => Enumerable.Range(tokens[d.First].Segment, tokens[d.Last].Segment - tokens[d.First].Segment + 1)).ToHashSet();
        foreach (var segment in tokens.Where(t => IsText(t) && !known.Contains(t.Segment)).GroupBy(t => t.Segment))
        {
            if (!segment.Any(t => t.Kind is TokenKind.Unknown or TokenKind.Organ)) continue;
            var (start, end) = (clean.OriginOf(segment.First().Start), clean.OriginOf(segment.Last().End - 1) + 1);
            if (end - start >= 2) mentions.Add(new DiseaseMention(start, end - start, null, MentionCertainty.Unknown, [], []));
        }

        static bool IsText(CellToken token) => token.Kind is not (TokenKind.Comma or TokenKind.Stop or TokenKind.Joiner or TokenKind.Open or TokenKind.Close);
    }
}
