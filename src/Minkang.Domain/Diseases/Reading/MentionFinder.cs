using System.Collections.Frozen;

namespace Minkang.Domain.Diseases.Reading;

/// <summary>Finds the diseases among the tokens: those named by a word, and those composed of organ and lesion (右肺上叶低分化腺癌, 恶性肿瘤(肝)).</summary>
internal sealed class MentionFinder(FrozenDictionary<string, Disease> diseases, FrozenDictionary<string, Lesion> lesions, FrozenDictionary<string, string> turns, CellText text, List<CellToken> tokens)
{
    private readonly List<DraftMention> _found = [];

    public List<DraftMention> Find()
    {
        for (var i = 0; i < tokens.Count;)
            i = tokens[i].Kind switch
            {
                TokenKind.Disease => TakeDisease(i),
                TokenKind.Organ => TakeOrgan(i),
                TokenKind.Lesion => TakeLesion(i),
                _ => i + 1,
            };
        return _found;
    }

    private int TakeDisease(int i)
    {
        var word = tokens[i].Word!;
        _found.Add(new DraftMention(i, i, word.Disease!, word.Presumed, doubtful: false));
        return i + 1;
    }

    private int TakeOrgan(int first)
    {
        var organ = tokens[first].Word!.Organ!;
        string? turn = null;
        for (var i = first + 1; i < tokens.Count; i++)
            switch (tokens[i].Kind)
            {
                case TokenKind.Organ: organ = tokens[i].Word!.Organ!; break;
                case TokenKind.Turn: turn = Turn(i); break;
                case TokenKind.Lesion: return Compose(first, i, organ, turn);
                case TokenKind.Filler or TokenKind.Stage or TokenKind.Qualifier or TokenKind.Open or TokenKind.Close: break;
                default: return first + 1;
            }
        return first + 1;
    }

    /// <summary>A lesion with no organ before it: the organ may follow in brackets.</summary>
    private int TakeLesion(int first)
    {
        var lesion = tokens[first].Word!.Lesion!;
        if (first + 2 < tokens.Count && tokens[first + 1].Kind == TokenKind.Open)
            for (var i = first + 2; i < tokens.Count && tokens[i].Kind is TokenKind.Organ or TokenKind.Filler; i++)
                if (tokens[i].Kind == TokenKind.Organ)
                {
                    Add(first, i, lesion, tokens[i].Word!.Organ!);
                    return i + 1;
                }
        if (lesion.Alone is { } alone) _found.Add(new DraftMention(first, first, diseases[alone], presumed: true, lesion.Doubtful));
        return first + 1;
    }

    private int Compose(int first, int last, Organ organ, string? turn)
    {
        var lesion = tokens[last].Word!.Lesion!;
        var next = last + 1;
        if (lesion.Turnable)
        {
            while (next < tokens.Count && tokens[next].Kind is TokenKind.Open or TokenKind.Filler) next++;
            if (next < tokens.Count && tokens[next].Kind == TokenKind.Turn) (turn, last) = (Turn(next), next);
            if (turn is not null) lesion = lesions[turn];
        }
        Add(first, last, lesion, organ);
        return last + 1;
    }

    private void Add(int first, int last, Lesion lesion, Organ organ) =>
        _found.Add(new DraftMention(first, last, diseases[organ.Diseases.GetValueOrDefault(lesion.Id, lesion.Otherwise)], presumed: false, lesion.Doubtful));

    private string? Turn(int token)
    {
        Span<char> word = stackalloc char[tokens[token].Length];
        for (var i = 0; i < word.Length; i++) word[i] = text[tokens[token].Start + i];
        return turns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var lesion) ? lesion : null;
    }
}
