namespace Minkang.Domain.Diseases.Reading;

/// <summary>
/// Settles what two mentions of one cell say about one disease: the wider name takes over what is said of its kind (先心病，室缺修补术后), and a presumed kind
/// gives way to another kind that is named (1型糖尿病，糖尿病肾病). Some diseases end beside another (尿毒症，肾移植术后).
/// </summary>
internal sealed class MentionReconciler(DiseaseCatalogue catalogue, List<DraftMention> mentions)
{
    public void Reconcile()
    {
        if (mentions.Count < 2) return;
        foreach (var wide in mentions.FindAll(m => m.Qualifiers.Count == 0))
            if (mentions.Find(m => m.Disease != wide.Disease && m.Qualifiers.Count > 0 && catalogue.IsKindOf(m.Disease.Id, wide.Disease.Id)) is { } kind)
                wide.Qualifiers.AddRange(kind.Qualifiers);
        foreach (var mention in mentions)
            mention.Outweighed = mention.Disease.NotBeside.Count > 0 && mentions.Exists(m => mention.Disease.NotBeside.Contains(m.Disease.Id));
        mentions.RemoveAll(p => p.Presumed && p.Disease.KindOf is not null && mentions.Exists(m => Contradicts(m, p)));
    }

    private bool Contradicts(DraftMention named, DraftMention presumed) =>
        !named.Presumed && !named.Doubtful && named.Disease.Classes.Count == 0 && Group(presumed) is { } group &&
        named.Disease.Id != group && catalogue.IsKindOf(named.Disease.Id, group) && !catalogue.IsKindOf(named.Disease.Id, presumed.Disease.Id);

    /// <summary>The widest disease above a presumed one.</summary>
    private string? Group(DraftMention mention)
    {
        string? top = null;
        for (var up = mention.Disease.KindOf; up is not null; up = catalogue.Find(up)?.KindOf) top = up;
        return top;
    }
}
