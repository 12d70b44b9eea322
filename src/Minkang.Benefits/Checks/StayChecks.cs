using Minkang.Benefits.Bills;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Checks;

/// <summary>Rules on when and how long somebody was treated (住院时间类核查).</summary>
internal static class StayChecks
{
    /// <summary>Two treatments that share more days than a transfer does. Stages of one stay are one treatment.</summary>
    public static IEnumerable<Finding> Overlaps(CheckRule rule, PersonFile file)
    {
        var stays = file.Holding(rule).OrderBy(e => e.AdmittedOn).ThenBy(e => e.Number, StringComparer.Ordinal).ToList();
        for (var i = 0; i < stays.Count; i++)
            for (var j = i + 1; j < stays.Count && stays[j].AdmittedOn <= stays[i].DischargedOn; j++)
            {
                if (stays[i].AdmissionId == stays[j].AdmissionId) continue;
                var until = stays[i].DischargedOn < stays[j].DischargedOn ? stays[i].DischargedOn : stays[j].DischargedOn;
                var shared = until.DayNumber - stays[j].AdmittedOn.DayNumber + 1;
                if (shared <= rule.Days) continue;
                var (first, later) = InOrder(stays[i], stays[j]);
                yield return new(rule, later, first, null, Lesser(first, later), T($"两次住院有 {shared} 天重叠：{Show.Day(stays[j].AdmittedOn)} 到 {Show.Day(until)}。"));
            }
    }

    /// <summary>Out and in again within the days, at the same hospital, for the same main disease. Each stay is compared with the one before it.</summary>
    public static IEnumerable<Finding> Readmissions(CheckRule rule, PersonFile file)
    {
        foreach (var hospital in file.Holding(rule).Where(e => e.Kind != EntryKind.Stage).GroupBy(e => e.Hospital, StringComparer.Ordinal))
        {
            var stays = hospital.OrderBy(e => e.AdmittedOn).ThenBy(e => e.DischargedOn).ToList();
            foreach (var (before, after) in stays.Zip(stays.Skip(1)))
            {
                var gap = after.AdmittedOn.DayNumber - before.DischargedOn.DayNumber;
                if (gap < 0 || gap > rule.Days || before.AdmissionId == after.AdmissionId) continue;
                if (file.MainDisease(before.AdmissionId) is not { } disease || file.MainDisease(after.AdmissionId) != disease || rule.Excepts(disease)) continue;
                yield return new(rule, after, before, null, after.Paid, T($"{Show.Day(before.DischargedOn)} 出院，隔 {gap} 天又以相同的主要诊断住进同一家医疗机构。"));
            }
        }
    }

    /// <summary>A short and cheap stay. A stay without an amount for its level is not looked at.</summary>
    public static IEnumerable<Finding> Loose(CheckRule rule, PersonFile file)
    {
        foreach (var stay in file.Holding(rule).Where(e => e.Kind != EntryKind.Stage && e.Days <= rule.Days))
            if (rule.Amounts.TryGetValue(BillCodes.Level(stay.Level, ""), out var most) && stay.Total <= most)
                yield return new(rule, stay, null, null, stay.Paid, T($"住院 {stay.Days} 天，总费用 {stay.Total} 元；这一级机构 {rule.Days} 天以内、{most} 元以下的要核实。"));
    }

    /// <summary>Treatment that goes on after the day of death.</summary>
    public static IEnumerable<Finding> AfterDeath(CheckRule rule, PersonFile file)
    {
        if (file is not { EndReason: "died", EndedOn: { } died }) yield break;
        foreach (var entry in file.Holding(rule).Where(e => e.DischargedOn > died.AddDays(rule.Days)))
            yield return new(rule, entry, null, null, entry.Paid, T($"登记册记载 {Show.Day(died)} 去世，这次就诊从 {Show.Day(entry.AdmittedOn)} 到 {Show.Day(entry.DischargedOn)}。"));
    }

    /// <summary>Treatment that begins on or after the day of departure, which no longer counts for the county.</summary>
    public static IEnumerable<Finding> AfterDeparture(CheckRule rule, PersonFile file)
    {
        if (file is not { EndReason: "moved_out", EndedOn: { } left }) yield break;
        foreach (var entry in file.Holding(rule).Where(e => e.AdmittedOn >= left.AddDays(rule.Days)))
            yield return new(rule, entry, null, null, entry.Paid, T($"登记册记载 {Show.Day(left)} 迁出本县，这次就诊从 {Show.Day(entry.AdmittedOn)} 到 {Show.Day(entry.DischargedOn)}。"));
    }

    /// <summary>The one that was settled first comes first.</summary>
    public static (CheckedEntry First, CheckedEntry Later) InOrder(CheckedEntry a, CheckedEntry b) =>
        (a.SettledOn, a.Number).CompareTo((b.SettledOn, b.Number)) <= 0 ? (a, b) : (b, a);

    /// <summary>What payers paid for the smaller of the two: no more than that can have been paid twice.</summary>
    public static Money Lesser(CheckedEntry a, CheckedEntry b) => a.PaidFen <= b.PaidFen ? a.Paid : b.Paid;
}
