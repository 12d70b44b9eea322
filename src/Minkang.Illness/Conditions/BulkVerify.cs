using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Conditions;

/// <summary>Verification of many at once (批量核实): which, how, and what the person was told would happen.</summary>
/// <param name="Ticked">Ticked conditions; null means all that fit the filter.</param>
internal sealed record BulkVerifyInput(WorkListFilter Filter, IReadOnlyList<Guid>? Ticked, FindingMethod? Method, int Told);

/// <summary>Verifies the ticked or all fitting conditions of the work list, exactly as the plan announced.</summary>
internal sealed class BulkVerify(CountyDb db, VerifyMany many, BusinessCalendar calendar)
{
    /// <summary>What would be verified and what would be left, and why.</summary>
    public Task<VerifyManyPlan> Plan(Actor actor, WorkListFilter filter, IReadOnlyList<Guid>? ticked, CancellationToken ct)
    {
        var open = db.OpenConditions(actor, filter, calendar.Today, "illness.verify");
        if (ticked is not null) open = open.Where(c => ticked.Contains(c.Condition.Id));
        return VerifyMany.Plan(db, actor, open, takePresumed: true, calendar.Today, ct);
    }

    /// <summary>Returns how many were verified. Refuses when the list has changed since the person was told.</summary>
    public async Task<Outcome<int>> Handle(Actor actor, BulkVerifyInput input, CancellationToken ct)
    {
        var plan = await Plan(actor, input.Filter, input.Ticked, ct);
        if (input.Method is not { } method) return new Problem("illness.condition.method-missing", "Method", "请选择核实方式：入户走访、体检检查或查阅资料。");
        if (plan.Conditions.Count == 0) return new Problem("illness.bulk.nothing", "", "没有可以批量核实的病情；留下的须逐条处理。");
        if (plan.Conditions.Count != input.Told)
            return new Problem("illness.bulk.changed", "", $"清单刚刚有变化：原来是 {input.Told} 条，现在是 {plan.Conditions.Count} 条。请看过新的数字再确定。");
        await many.Carry(db, actor, plan, method, calendar.Today, "批量核实", ct);
        return plan.Conditions.Count;
    }
}
