using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Security;
using Minkang.Platform.Users;

namespace Minkang.Tests.Illness.Conditions;

public sealed class VisibleConditionsTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private Task<List<Guid>> Seen(Actor actor) => store.See(db => db.Conditions(actor).Select(c => c.Condition.PersonId).ToListAsync());

    [Theory]
    [InlineData(Role.TownshipClerk, IllnessStore.FirstTown, true)]
    [InlineData(Role.CountyOfficer, IllnessStore.County, true)]
    [InlineData(Role.VillageDoctor, IllnessStore.Stone, false)]
    [InlineData(Role.TownshipLeader, IllnessStore.FirstTown, false)]
    [InlineData(Role.CountyLeader, IllnessStore.County, false)]
    [InlineData(Role.PovertyOffice, IllnessStore.County, false)]
    [InlineData(Role.Inspector, IllnessStore.County, false)]
    public async Task Protected_diagnoses_are_there_only_for_those_who_may_see_them(Role role, string area, bool seesProtected)
    {
        var (ordinary, hidden) = (await store.Person(), await store.Person());
        await store.Stated(ordinary, "胃癌");
        await store.Stated(hidden, "肺结核");
        Assert.True((await store.Condition(hidden)).IsProtected);

        var seen = await Seen(store.Holding(role, area));

        Assert.Contains(ordinary, seen);
        Assert.Equal(seesProtected, seen.Contains(hidden));
    }

    [Theory]
    [InlineData(Role.Administrator), InlineData(Role.Auditor), InlineData(Role.Finance)]
    public async Task Some_roles_see_no_illness_at_all(Role role)
    {
        await store.Stated(await store.Person(), "胃癌");

        Assert.Empty(await Seen(store.Holding(role, IllnessStore.County)));
    }

    [Theory]
    [InlineData("精神分裂症"), InlineData("艾滋病机会性感染"), InlineData("耐多药结核病"), InlineData("双相情感障碍")]
    public async Task Hiv_tuberculosis_and_severe_mental_disorder_are_protected(string text)
    {
        var person = await store.Person();
        await store.Stated(person, text);

        Assert.All(await store.Conditions(person), c => Assert.True(c.IsProtected));
    }

    [Theory]
    [InlineData(Role.TownshipClerk, IllnessStore.FirstTown, "测试甲", "胃癌")]
    [InlineData(Role.CountyLeader, IllnessStore.County, "测**", "大病")]
    [InlineData(Role.Inspector, IllnessStore.County, "测**", "大病")]
    public void Leaders_and_inspectors_read_masked_names_and_broad_kinds(Role role, string area, string name, string diagnosis)
    {
        var vault = store.Service<Vault>();
        var sight = new Sight(store.Holding(role, area), store.Catalogue, vault);

        Assert.Equal((name, diagnosis), (sight.Name("测试甲"), sight.Diagnosis("stomach-cancer", vault.Seal(Purposes.Diagnosis, "胃Ca")!)));
    }

    [Fact]
    public async Task A_neighbour_in_the_same_cell_stays_with_its_own_condition()
    {
        var person = await store.Person();
        await store.Stated(person, "重性精神病;胃癌");
        var vault = store.Service<Vault>();

        var texts = (await store.Conditions(person)).ConvertAll(c => (c.IsProtected, Text: vault.Open(Purposes.Diagnosis, c.TextSealed)!));

        Assert.All(texts.Where(t => !t.IsProtected), t => Assert.DoesNotContain("精神", t.Text));
        Assert.Contains(texts, t => t.IsProtected);
    }
}
