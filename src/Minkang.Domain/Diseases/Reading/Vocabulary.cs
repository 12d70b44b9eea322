namespace Minkang.Domain.Diseases.Reading;

/// <summary>All words of the catalogue in the form in which they are looked up, with owner and meaning.</summary>
internal static class Vocabulary
{
    /// <summary>Each word once per owner: many ways to write fall together in the form for look-up.</summary>
    public static IEnumerable<(string Word, string Owner, Word Meaning)> WordsOf(IEnumerable<Disease> diseases, DiseaseVocabulary vocabulary) =>
        All(diseases, vocabulary).DistinctBy(w => (w.Word, w.Owner));

    private static IEnumerable<(string Word, string Owner, Word Meaning)> All(IEnumerable<Disease> diseases, DiseaseVocabulary vocabulary)
    {
        var variants = vocabulary.Variants;
        foreach (var disease in diseases)
            foreach (var term in disease.Terms)
                yield return (Form(term.Text), disease.Id, new Word(TokenKind.Disease) { Disease = disease, Presumed = term.Presumed });
        foreach (var organ in vocabulary.Organs)
            foreach (var word in organ.Words) yield return (Form(word), organ.Id, new Word(TokenKind.Organ) { Organ = organ });
        foreach (var lesion in vocabulary.Lesions)
            foreach (var word in lesion.Words) yield return (Form(word), lesion.Id, new Word(TokenKind.Lesion) { Lesion = lesion });
        foreach (var word in vocabulary.Turns.Keys) yield return (Form(word), word, new Word(TokenKind.Turn));
        foreach (var qualifier in vocabulary.Qualifiers)
            foreach (var word in QualifierWords(qualifier)) yield return (Form(word.Text), qualifier.Id, new Word(TokenKind.Qualifier) { Qualifier = qualifier, Side = word.Side });
        foreach (var word in vocabulary.Fillers) yield return (Form(word), word, new Word(TokenKind.Filler));
        foreach (var word in vocabulary.Joiners) yield return (Form(word), word, new Word(TokenKind.Joiner));

        string Form(string word) => CellText.Normalize(word, variants);
    }

    private static IEnumerable<(string Text, QualifierSide Side)> QualifierWords(DiseaseQualifier qualifier)
    {
        foreach (var word in qualifier.Before)
            yield return (word, qualifier.After.Contains(word, StringComparer.Ordinal) ? QualifierSide.Either : QualifierSide.Before);
        foreach (var word in qualifier.After)
            if (!qualifier.Before.Contains(word, StringComparer.Ordinal)) yield return (word, QualifierSide.After);
    }
}
