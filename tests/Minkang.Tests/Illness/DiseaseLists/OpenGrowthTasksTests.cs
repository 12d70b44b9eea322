using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.DiseaseLists;
using Minkang.Platform.Users;
using Minkang.Registry.Questions;

namespace Minkang.Tests.Illness.DiseaseLists;

[Trait("Requirement", "R-CAT-03")]
public sealed class OpenGrowthTasksTests : IAsyncLifetime
{
    private readonly IllnessStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<Outcome<int>> Open(Actor actor, string list, string former) => _store.Do<OpenGrowthTasks, Outcome<int>>(use => use.Handle(actor, list, former, default));

    [Fact]
    public async Task When_a_list_grows_every_known_patient_newly_covered_gets_one_task_in_the_own_village()
    {
        var covered = await _store.Person("测试甲", IllnessStore.Stone);
        await _store.Stated(covered, "胃癌");
        var newly = await _store.Person("测试乙", IllnessStore.Ridge);
        await _store.Stated(newly, "脑梗死");
        await _store.Stated(await _store.Person("测试丙", ended: new DateOnly(2019, 1, 1)), "脑梗死");

        Assert.Equal(1, (await Open(_store.Officer, "national-25", "national-21")).Value);
        Assert.Equal(0, (await Open(_store.Officer, "national-25", "national-21")).Value);

        var task = await _store.See(db => db.Set<Question>().SingleAsync(q => q.Kind == OpenGrowthTasks.Kind));
        Assert.Equal(((Guid?)newly, IllnessStore.Ridge, QuestionState.Open), (task.PersonId, task.VillageCode, task.State));

        var later = await _store.Person("测试丁", IllnessStore.Spring);
        await _store.Stated(later, "脑梗死");
        Assert.Equal(1, (await Open(_store.Officer, "national-25", "national-21")).Value);
    }

    [Fact]
    public async Task Only_who_adopts_lists_opens_tasks() => Assert.Equal("illness.list.not-yours", (await Open(_store.Clerk, "national-25", "national-21")).Problems[0].Code);
}
