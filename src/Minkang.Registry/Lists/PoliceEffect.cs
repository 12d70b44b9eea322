using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Lists;

/// <summary>
/// Deaths, moves and births that the police report (公安变动). A death or departure of somebody on the register is recorded as an event and asked
/// about; who counts as poor is decided by the poverty office, so nobody leaves the register by it.
/// </summary>
internal sealed class PoliceEffect : IListEffect
{
    public bool Handles(string profileId, string sheetId) => profileId == "police";

    public Task Prepare(CountyDb db, CancellationToken ct) => Task.CompletedTask;

    public void Apply(ListEffectRow row)
    {
        var change = row.Code("change");
        if (row.PersonId is null)
        {
            if (change is "born" or "moved-in") row.Remark(change == "born" ? "birth_unlisted" : "movein_unlisted", "", "不在登记册，若家庭在册请由村核实后补录");
            return;
        }
        var kind = change switch
        {
            "death" => EventKind.Died,
            "moved-out" => EventKind.MovedOut,
            "moved-in" => EventKind.MovedIn,
            "moved-within" => EventKind.MovedWithin,
            "born" => EventKind.Born,
            _ => (EventKind?)null,
        };
        if (kind is not { } happened) return;
        var on = row.Day("changed-on") ?? (row.ListOn, "stated");
        row.Add(new RegistryEvent
        {
            Id = row.NewId(), Kind = happened, HappenedOn = on.On, Precision = on.Precision, PersonId = row.PersonId, HouseholdId = row.HouseholdId, Detail = row.Text("reason"),
            Source = row.ProfileId, ImportId = row.ImportId, RecordedAt = row.Now, RecordedBy = row.By,
        });
        if (happened is EventKind.Died) row.Ask("death_listed", new { on = on.On });
        if (happened is EventKind.MovedOut) row.Ask("moved_out_listed", new { on = on.On });
    }
}
