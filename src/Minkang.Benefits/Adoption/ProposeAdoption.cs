using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Adoption;

/// <summary>What is proposed (拟采用): the pack by reference, from which day, until which if it shall end by itself, values for blanks by name.</summary>
internal sealed record ProposeAdoptionInput
{
    public string? Reference { get; set; }
    public DateOnly? FromOn { get; set; }
    public DateOnly? UntilOn { get; set; }
    public Dictionary<string, string> Values { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>Proposes a pack for the county (提出采用); it settles nothing until another person has adopted it.</summary>
internal sealed class ProposeAdoption(CountyDb db, PackShelf shelf, TimeProvider clock)
{
    public const string Action = "benefits.pack-draft";
    public const int MostCharacters = 400_000;

    public async Task<Outcome<Guid>> Handle(Actor actor, ProposeAdoptionInput input, CancellationToken ct)
    {
        if (!actor.ScopeOf(Action).Covers(RegionCode.Parse(db.CountyCode))) return new Problem("benefits.adoption.not-allowed", "", "您的岗位不能为本县提出采用政策包。");
        var given = input.Values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => v.Value.Trim(), StringComparer.Ordinal);
        if (await shelf.Find(db, input.Reference, given, ct) is not { } shelved) return new Problem("benefits.adoption.no-pack", "Reference", "没有这个政策包，请从列表里重新选择。");
        var problems = Unfit(shelved, given).Concat(Dates(shelved.Loaded, input)).ToList();
        if (problems.Count > 0) return problems;
        var pack = shelved.Loaded.Pack!;
        var adoption = new PackAdoption
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), PackId = pack.Id, Name = pack.Name, Text = shelved.Text.Text, Extended = JsonSerializer.Serialize(shelved.Text.Extended),
            Given = JsonSerializer.Serialize(shelved.Given.OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary()), Hash = pack.Hash, FromOn = input.FromOn!.Value, UntilOn = input.UntilOn ?? pack.Valid.Until,
            State = AdoptionState.Proposed, ProposedByName = actor.Name,
        };
        var adopted = await db.Set<PackAdoption>().AsNoTracking().Where(a => a.State == AdoptionState.Adopted).ToListAsync(ct);
        if (AdoptionPeriods.Place(adopted, adoption) is { Ok: false } overlaps) return overlaps.Problems.ToArray();
        db.Trail.Actor = actor;
        db.Add(adoption);
        await db.SaveChangesAsync(ct);
        return adoption.Id;
    }

    /// <summary>Why the pack itself cannot be adopted: refused, a case that does not come out, no case at all.</summary>
    public static IEnumerable<Problem> Unfit(ShelvedPack shelved, IReadOnlyDictionary<string, string> given)
    {
        if (shelved.Text.Text.Length > MostCharacters) yield return new("benefits.adoption.too-long", "Reference", "政策包文本太长，请拆分。");
        switch (shelved.Loaded.State)
        {
            case PackState.Refused when given.Count > 0 && shelved.Loaded.Problems.All(p => p.Line == 0):
                yield return new("benefits.adoption.values", "Values", $"填入的数值不能用：{shelved.Loaded.Problems[0].Message}{shelved.Loaded.Problems[0].Remedy}");
                break;
            case PackState.Refused:
                yield return new("benefits.adoption.refused", "Reference", $"政策包有 {shelved.Loaded.Problems.Count} 处错误，改好以后才能采用。");
                break;
            case PackState.CasesFail:
                yield return new("benefits.adoption.cases-fail", "Reference", $"有 {shelved.Loaded.Problems.Count} 处案例算出来与写明的不符，请先核对条款或案例。");
                break;
            case PackState.Draft:
                yield return new("benefits.adoption.no-case", "Reference", "政策包没有案例，是草稿。请至少写一个经办机构算过的案例，再提出采用。");
                break;
        }
    }

    private static IEnumerable<Problem> Dates(LoadedPack loaded, ProposeAdoptionInput input)
    {
        if (input.FromOn is not { } from) { yield return new("benefits.adoption.from", "FromOn", "请填写从哪一天起采用。"); yield break; }
        if (input.UntilOn <= from) yield return new("benefits.adoption.until", "UntilOn", "截止日期要晚于起始日期；截止当天不再适用。");
        if (loaded.Pack is not { } pack) yield break;
        if (from < pack.Valid.From || from >= pack.Valid.Until) yield return new("benefits.adoption.not-valid", "FromOn", $"政策包自 {pack.Valid.From:yyyy-MM-dd} 起有效，{(pack.Valid.Until is { } end ? end.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "无截止日期")} 是最后一天，请改起始日期，或另编草稿。");
        else if (input.UntilOn > pack.Valid.Until) yield return new("benefits.adoption.past-valid", "UntilOn", $"政策包只到 {pack.Valid.Until:yyyy-MM-dd} 为止，截止日期不能晚于这一天。");
    }
}
