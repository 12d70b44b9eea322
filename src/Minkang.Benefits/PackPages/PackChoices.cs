using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.Packs;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;

namespace Minkang.Benefits.PackPages;

/// <summary>The packs that a form offers (可选的政策包): what the county adopted first, then its drafts, then the catalogue.</summary>
internal sealed class PackChoices(CataloguePacks catalogue, IStringLocalizer<Texts> L)
{
    public async Task<IReadOnlyList<Option>> All(CountyDb db, CancellationToken ct)
    {
        var adoptions = await db.Set<PackAdoption>().AsNoTracking().Where(a => a.State == AdoptionState.Adopted || a.State == AdoptionState.Proposed).OrderByDescending(a => a.FromOn).Select(a => new { a.Id, a.Name, a.FromOn, a.State }).ToListAsync(ct);
        var drafts = await db.Set<PackDraft>().AsNoTracking().Where(d => d.EndedAt == null).OrderByDescending(d => d.UpdatedAt).Select(d => new { d.Id, d.Name, d.Number }).ToListAsync(ct);
        return
        [
            .. adoptions.Select(a => new Option($"adoption:{a.Id}", a.State == AdoptionState.Adopted ? L["已采用：{0}（{1} 起）", a.Name, Show.Day(a.FromOn)!] : L["拟采用：{0}（{1} 起）", a.Name, Show.Day(a.FromOn)!])),
            .. drafts.Select(d => new Option($"draft:{d.Id}", L["草稿：{0}（第 {1} 版）", d.Name, d.Number])),
            .. catalogue.All.Where(p => p.Loaded.Pack is not null).Select(p => new Option($"catalog:{p.Id}", $"{p.Loaded.Pack!.Name}（{p.Id}）")),
        ];
    }
}
