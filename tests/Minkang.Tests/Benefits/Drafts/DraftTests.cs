using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Benefits.Drafts;

/// <summary>A draft is made from a pack, changed number by number or as text, checked at every save, and kept whatever is wrong with it.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private readonly PackStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Guid> Draft(string pack = "gaotai.2016")
    {
        var begun = await _store.Do<EditDraft, Outcome<Guid>>(use => use.Begin(_store.Officer(), $"catalog:{pack}", "试编", default));
        Assert.True(begun.Ok, begun.Ok ? "" : begun.Problems[0].Message);
        return begun.Value;
    }

    private Task<PackDraft> Read(Guid id) => _store.See(db => db.Set<PackDraft>().AsNoTracking().SingleAsync(d => d.Id == id));

    private Task<Outcome<int>> Save(Guid id, int number, string? text = null, Dictionary<string, string>? fields = null) =>
        _store.Do<EditDraft, Outcome<int>>(use => use.Save(_store.Officer(), id, number, text, fields, default));

    private Task<LoadedPack> Check(PackDraft draft) => _store.Do<EditDraft, LoadedPack>(use => Task.FromResult(use.Check(draft)));

    [Fact]
    public async Task A_draft_has_an_id_of_its_own_and_is_as_good_as_its_base()
    {
        var draft = await Read(await Draft());

        var loaded = await Check(draft);

        Assert.Equal("gaotai.2016-c1", loaded.Pack!.Id);
        Assert.Equal(PackState.Adoptable, loaded.State);
        Assert.Equal(1, draft.Number);
    }

    [Fact]
    public async Task A_number_is_changed_in_its_place_and_the_text_around_it_stays()
    {
        var id = await Draft();
        var before = (await Read(id)).Text;
        var field = DraftFields.Of(before).Single(f => f.Path == "values/deductible-county/2/amount");
        Assert.Equal("350", field.Text);

        var saved = await Save(id, 1, fields: new() { [field.Path] = "400" });

        Assert.Equal(2, saved.Value);
        Assert.Equal(before[..field.Start] + "400" + before[field.End..], (await Read(id)).Text);
    }

    [Fact]
    public async Task A_blank_is_filled_and_a_number_is_blanked()
    {
        var id = await Draft();

        await Save(id, 1, fields: new() { ["values/critical-rate/1/rate"] = "60%", ["values/rate-county/2/rate"] = "" });

        var pack = (await Check(await Read(id))).Pack;
        var text = (await Read(id)).Text;
        Assert.Contains("critical-rate: [{ rate: 60%,", text);
        Assert.Contains("rate: null", text);
        Assert.NotNull(pack);
    }

    [Fact]
    public async Task A_broken_text_is_kept_and_every_problem_is_told_with_line_and_remedy()
    {
        var id = await Draft();
        var broken = (await Read(id)).Text.Replace("rate: 90%", "rate: 190%", StringComparison.Ordinal).Replace("payer: critical-illness", "payer: nobody", StringComparison.Ordinal);

        Assert.True((await Save(id, 1, broken)).Ok);

        var draft = await Read(id);
        var loaded = await Check(draft);
        Assert.Equal(broken, draft.Text);
        Assert.Equal(PackState.Refused, loaded.State);
        Assert.True(loaded.Problems.Count >= 2);
        Assert.All(loaded.Problems, p => Assert.True(p.Line > 0 && p.Message.Length > 0 && p.Remedy.Length > 0));
        Assert.Equal("benefits.adoption.refused", (await _store.Propose($"draft:{id}", new(2018, 1, 1))).Problems[0].Code);
        Assert.Equal([0, loaded.Problems.Count], await _store.See(db => db.Set<DraftVersion>().Where(v => v.DraftId == id).OrderBy(v => v.Number).Select(v => v.Problems).ToListAsync()));
    }

    [Fact]
    public async Task A_case_that_no_longer_comes_out_or_no_case_at_all_keeps_a_draft_from_being_adopted()
    {
        var wrong = await Draft();
        await Save(wrong, 1, fields: new() { ["values/deductible-county/2/amount"] = "400" });
        var none = await Draft();
        var text = (await Read(none)).Text;
        await Save(none, 1, text[..text.IndexOf("\ncases:", StringComparison.Ordinal)] + "\n");

        Assert.Equal("benefits.adoption.cases-fail", (await _store.Propose($"draft:{wrong}", new(2018, 1, 1))).Problems[0].Code);
        Assert.Equal("benefits.adoption.no-case", (await _store.Propose($"draft:{none}", new(2018, 1, 1))).Problems[0].Code);
    }

    [Fact]
    public async Task Two_who_save_at_once_do_not_overwrite_each_other()
    {
        var id = await Draft();
        Assert.True((await Save(id, 1, fields: new() { ["values/deductible-county/2/amount"] = "400" })).Ok);

        Assert.Equal("benefits.draft.newer", (await Save(id, 1, fields: new() { ["values/deductible-county/2/amount"] = "500" })).Problems[0].Code);

        Assert.Contains("400", (await Read(id)).Text);
        Assert.Equal(3, (await _store.Do<EditDraft, Outcome<int>>(use => use.Restore(_store.Officer(), id, 2, 1, default))).Value);
        Assert.Contains("amount: 350", (await Read(id)).Text);
    }

    [Fact]
    public async Task Of_many_who_save_in_one_moment_one_is_taken_and_the_others_are_told()
    {
        var id = await Draft();

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Save(id, 1, fields: new() { ["values/deductible-county/2/amount"] = $"{400 + i}" }))));

        Assert.Single(saved, s => s.Ok);
        Assert.All(saved.Where(s => !s.Ok), s => Assert.Equal("benefits.draft.newer", s.Problems[0].Code));
        Assert.Equal(2, await _store.See(db => db.Set<DraftVersion>().CountAsync(v => v.DraftId == id)));
    }

    [Fact]
    public void Whatever_is_typed_into_a_number_cannot_change_the_shape_of_the_text()
    {
        const string text = "schema: policy-pack\nvalues:\n  a: [{ amount: 5, source: plan#1 }]\n  b: [{ rate: null }]\n  c: [{ rate: }]\n";

        var written = DraftFields.Write(text, new Dictionary<string, string>(StringComparer.Ordinal) { ["values/a/1/amount"] = "7 }]\nremove: [x]\nvalues2: [{", ["values/b/1/rate"] = "80%", ["values/c/1/rate"] = "12.5%" });

        var root = CatalogFile.Parse(written, "draft").Root;
        Assert.Equal(["schema", "values"], root.Keys);
        Assert.Equal(["a", "b", "c"], root.Map("values").Keys);
        Assert.Equal(["80%", "12.5%"], DraftFields.Of(written).Select(f => f.Text));
    }

    [Fact]
    public void Every_pack_of_the_catalogue_reads_the_same_after_its_numbers_are_written_back()
    {
        var numbers = 0;
        foreach (var (path, _) in PackFiles.In(Packs.Catalog))
        {
            var text = File.ReadAllText(path);
            var fields = DraftFields.Of(text);
            numbers += fields.Count;
            Assert.Equal(fields.Count, fields.Select(f => f.Path).Distinct().Count());
            Assert.Equal(text, DraftFields.Write(text, fields.ToDictionary(f => f.Path, f => f.Text)));
        }
        Assert.True(numbers > 300, $"{numbers}");
    }
}
