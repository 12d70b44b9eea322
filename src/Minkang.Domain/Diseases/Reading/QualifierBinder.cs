using System.Globalization;

namespace Minkang.Domain.Diseases.Reading;

/// <summary>
/// Gives each qualifier to the disease it speaks of: within its own segment first; one that stands alone in its segment, as （成人） or 、术后, belongs to the
/// disease before it.
/// </summary>
internal sealed class QualifierBinder(string original, CellText text, List<CellToken> tokens, List<DraftMention> mentions)
{
    public void Bind()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Stage)
            {
                Give(Find(i, BackFirst(i)), new MentionQualifier(StageId(tokens[i]), Written(tokens[i])), null);
                continue;
            }
            if (tokens[i].Kind != TokenKind.Qualifier) continue;
            var qualifier = tokens[i].Word!.Qualifier!;
            var written = new MentionQualifier(qualifier.Id, Written(tokens[i]));
            if (qualifier.Effect == QualifierEffect.RefuteAll) GiveToAll(i, written, qualifier);
            else Give(Find(i, Forward(i)), written, qualifier);
        }
    }

    private static void Give(DraftMention? mention, MentionQualifier written, DiseaseQualifier? meaning) => mention?.Qualifiers.Add((written, meaning));

    /// <summary>A denial covers the enumeration that follows it.</summary>
    private void GiveToAll(int at, MentionQualifier written, DiseaseQualifier meaning)
    {
        var any = false;
        foreach (var mention in mentions)
        {
            if (mention.First < at) continue;
            if (tokens.Skip(at).Take(mention.First - at).Any(t => t.Kind == TokenKind.Stop)) break;
            any = true;
            Give(mention, written, meaning);
        }
        if (!any) Give(Find(at, forward: false), written, meaning);
    }

    private bool Forward(int at) => tokens[at].Word!.Side switch
    {
        QualifierSide.Before => true,
        QualifierSide.After => false,
        _ => BeginsMention(at + 1),
    };

    private bool BackFirst(int at) => !EndsMention(at - 1) && BeginsMention(at + 1);

    private bool BeginsMention(int token) => mentions.Exists(m => m.First == token);

    private bool EndsMention(int token) => mentions.Exists(m => m.Last == token);

    private DraftMention? Find(int at, bool forward)
    {
        if (mentions.Find(m => m.First < at && at < m.Last) is { } around) return around;
        var segment = tokens[at].Segment;
        var before = mentions.FindLast(m => m.Last < at);
        var after = mentions.Find(m => m.First > at);
        var beforeHere = before is not null && tokens[before.Last].Segment == segment ? before : null;
        var afterHere = after is not null && tokens[after.First].Segment == segment ? after : null;
        if ((forward ? afterHere ?? beforeHere : beforeHere ?? afterHere) is { } near) return near;
        if (forward && after is not null && OnlyBlankTo(at, after.First)) return after;
        if (before is not null && Reaches(before.Last, at)) return before;
        return before is null && after is not null && Reaches(at, after.First) ? after : null;
    }

    private bool OnlyBlankTo(int at, int first) =>
        tokens.Skip(at + 1).Take(first - at - 1).All(t => t.Kind is TokenKind.Filler or TokenKind.Qualifier or TokenKind.Stage);

    /// <summary>True when nothing between two tokens could be a disease of its own; a bracket belongs to what stands before it, whatever else it says.</summary>
    private bool Reaches(int from, int to)
    {
        var depth = Math.Min(tokens[from].Depth, tokens[to].Depth);
        for (var i = from + 1; i < tokens.Count && (i < to || tokens[i].Segment == tokens[to].Segment); i++)
            if (tokens[i].Kind is TokenKind.Unknown or TokenKind.Organ && tokens[i].Depth <= depth) return false;
        return true;
    }

    private string StageId(CellToken token)
    {
        var unit = text[token.End - 1] switch { '型' => "type", '期' => "stage", _ => "grade" };
        return string.Create(CultureInfo.InvariantCulture, $"{unit}-{text[token.Start]}");
    }

    private string Written(CellToken token)
    {
        var start = text.OriginOf(token.Start);
        return original[start..(text.OriginOf(token.End - 1) + 1)];
    }
}
