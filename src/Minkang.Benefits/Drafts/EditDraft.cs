using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Drafts;

/// <summary>Makes and saves drafts (编制草稿). What is wrong with the text does not keep it from being saved; it is counted and shown.</summary>
internal sealed class EditDraft(CountyDb db, PackShelf shelf, CataloguePacks catalogue, PackVocabulary words, TimeProvider clock)
{
    public const string Action = ProposeAdoption.Action;
    public const int LongestName = 100;

    /// <summary>A new draft with the text of a pack; it gets an id of its own.</summary>
    public async Task<Outcome<Guid>> Begin(Actor actor, string? reference, string? name, CancellationToken ct)
    {
        if (NotAllowed(actor) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName) return new Problem("benefits.draft.name", "Name", $"请给草稿取一个名称，不超过 {LongestName} 字。");
        if (await shelf.Find(db, reference, null, ct) is not { } source) return new Problem("benefits.draft.no-pack", "Reference", "没有这个政策包，请从列表里重新选择。");
        var count = await db.Set<PackDraft>().CountAsync(ct);
        var baseId = CatalogFile.Parse(source.Text.Text, "").Root.OptionalText("id") ?? "pack";
        var text = WithId(source.Text.Text, $"{baseId}-c{count + 1}");
        var draft = new PackDraft
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name.Trim(), BaseId = baseId, BaseText = source.Text.Text, Extended = JsonSerializer.Serialize(source.Text.Extended), Text = text, Number = 1, SavedByName = actor.Name,
        };
        db.Trail.Actor = actor;
        db.Add(draft);
        db.Add(Version(actor, draft));
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }

    /// <summary>
    /// Saves the whole text, or numbers in their places. <paramref name="number"/> is the version that was opened: when somebody has saved another since, nothing is overwritten.
    /// </summary>
    public async Task<Outcome<int>> Save(Actor actor, Guid id, int number, string? text, IReadOnlyDictionary<string, string>? fields, CancellationToken ct)
    {
        if (NotAllowed(actor) is { } refused) return refused;
        var draft = await db.Set<PackDraft>().SingleOrDefaultAsync(d => d.Id == id && d.EndedAt == null, ct);
        if (draft is null) return Gone;
        if (draft.Number != number) return Newer(draft);
        var wanted = (fields is null ? text ?? "" : DraftFields.Write(draft.Text, fields)).ReplaceLineEndings("\n");
        if (wanted.Length > ProposeAdoption.MostCharacters) return new Problem("benefits.draft.too-long", "Text", "草稿文本太长，请拆分。");
        if (wanted == draft.Text) return draft.Number;
        (draft.Text, draft.Number, draft.SavedByName) = (wanted, draft.Number + 1, actor.Name);
        draft.Extended = JsonSerializer.Serialize(PackText.Of("", wanted, new PackFiles(CatalogFolder.Find())).Extended);
        db.Trail.Actor = actor;
        db.Add(Version(actor, draft));
        if (await db.TrySave(ct)) return draft.Number;
        // Somebody saved it or put it away between our look and our save: the draft's own version or the number of its version has caught it.
        return await db.Set<PackDraft>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.EndedAt == null, ct) is { } now ? Newer(now) : Gone;
    }

    private static readonly Problem Gone = new("benefits.draft.gone", "", "没有这份草稿，或者已经收起。");

    private static Problem Newer(PackDraft draft) => new("benefits.draft.newer", "", $"{draft.SavedByName} 已经保存了第 {draft.Number} 版。请先看那一版，再把您的改动加上去；您写的内容还在下面。");

    /// <summary>Goes back to an earlier version, as a new one.</summary>
    public async Task<Outcome<int>> Restore(Actor actor, Guid id, int number, int version, CancellationToken ct)
    {
        var text = await db.Set<DraftVersion>().Where(v => v.DraftId == id && v.Number == version).Select(v => v.Text).SingleOrDefaultAsync(ct);
        return text is null ? new Problem("benefits.draft.no-version", "", "没有这一版。") : await Save(actor, id, number, text, null, ct);
    }

    /// <summary>Puts a draft away; it can still be read.</summary>
    public async Task<Outcome<Guid>> PutAway(Actor actor, Guid id, CancellationToken ct)
    {
        if (NotAllowed(actor) is { } refused) return refused;
        var draft = await db.Set<PackDraft>().SingleOrDefaultAsync(d => d.Id == id && d.EndedAt == null, ct);
        if (draft is null) return Gone;
        draft.EndedAt = clock.GetUtcNow();
        db.Trail.Actor = actor;
        await db.SaveChangesAsync(ct);
        return id;
    }

    /// <summary>What the draft is good for, and everything that is wrong with it.</summary>
    public LoadedPack Check(PackDraft draft)
    {
        var loaded = draft.Texts.Load(words);
        if (loaded.Pack is not { } pack || catalogue.Find(pack.Id) is not { } same || same.Loaded.Pack?.Hash == pack.Hash) return loaded;
        return loaded with { Problems = [.. loaded.Problems, new(loaded.File, 0, $"编号“{pack.Id}”与目录里的政策包相同，内容却不同。", "请给草稿另取一个编号，例如在后面加上年份。")] };
    }

    private Problem? NotAllowed(Actor actor) => actor.ScopeOf(Action).Covers(RegionCode.Parse(db.CountyCode)) ? null : new("benefits.draft.not-allowed", "", "您的岗位不能为本县编制政策包草稿。");

    private DraftVersion Version(Actor actor, PackDraft draft) =>
        new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), DraftId = draft.Id, Number = draft.Number, Text = draft.Text, SavedByName = actor.Name, Problems = Check(draft).Problems.Count };

    private static string WithId(string text, string id)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("id:", StringComparison.Ordinal)) { lines[i] = $"id: {id}"; break; }
        return string.Join('\n', lines);
    }
}
