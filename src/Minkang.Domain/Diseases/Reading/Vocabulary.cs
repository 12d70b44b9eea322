namespace Minkang.Domain.Diseases.Reading;

/// <summary>All words of the catalogue in the form in which they are looked up, with owner and meaning.</summary>
internal static class Vocabulary
{
    /// <summary>Each word once per owner: many ways to write fall together in the form for look-up.</summary>
    public static IEnumerable<(string Word, string Owner, Word Meaning)> WordsOf(IEnumerable<Disease> diseases, DiseaseVocabulary vocabulary) =>
        All(diseases, vocabulary).DistinctBy(w => (w.Word, w.Owner));

    private static List<(string Word, string Owner, Word Meaning)> All(IEnumerable<Disease> diseases, DiseaseVocabulary vocabulary)
    {
        var words = new List<(string, string, Word)>();
        foreach (var disease in diseases)
            foreach (var term in disease.Terms) Add(term.Text, disease.Id, new Word(TokenKind.Disease) { Disease = disease, Presumed = term.Presumed });
        foreach (var organ in vocabulary.Organs)
            foreach (var word in organ.Words) Add(word, organ.Id, new Word(TokenKind.Organ) { Organ = organ });
        foreach (var lesion in vocabulary.Lesions)
            foreach (var word in lesion.Words) Add(word, lesion.Id, new Word(TokenKind.Lesion) { Lesion = lesion });
        foreach (var word in vocabulary.Turns.Keys) Add(word, word, new Word(TokenKind.Turn));
        foreach (var qualifier in vocabulary.Qualifiers)
            foreach (var word in qualifier.Before.Union(qualifier.After, StringComparer.Ordinal))
                Add(word, qualifier.Id, new Word(TokenKind.Qualifier) { Qualifier = qualifier, Side = SideOf(word, qualifier) });
        foreach (var word in vocabulary.Fillers) Add(word, word, new Word(TokenKind.Filler));
        foreach (var word in vocabulary.Joiners) Add(word, word, new Word(TokenKind.Joiner));
        return words;

        void Add(string word, string owner, Word meaning) => words.Add((CellText.Normalize(word, vocabulary.Variants), owner, meaning));
    }

    private static QualifierSide SideOf(string word, DiseaseQualifier qualifier) =>
        !qualifier.Before.Contains(word, StringComparer.Ordinal) ? QualifierSide.After
        : qualifier.After.Contains(word, StringComparer.Ordinal) ? QualifierSide.Either
        : QualifierSide.Before;
}
