using System.Globalization;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Enrolment;

/// <summary>The question of the enrolment pages as it stands in an address, and its words.</summary>
internal static class EnrolmentAddress
{
    public const string Page = "/benefits/enrolment", PersonsPage = "/benefits/enrolment/persons", Export = PersonsPage + "/export";

    private static readonly Dictionary<EnrolmentState, string> Names = new()
    {
        [EnrolmentState.Insured] = T("已参保缴费"), [EnrolmentState.Stopped] = T("暂停或退保"), [EnrolmentState.StatedOnly] = T("仅登记册所载"), [EnrolmentState.Nowhere] = T("名单上没有"),
    };

    public static string Of(EnrolmentState state) => Names[state];

    public static EnrolmentState? State(string? text) => Choice.Of<EnrolmentState>(text);

    public static PageAddress Persons(int year, string? area, EnrolmentState? state) =>
        PageAddress.Parse(PersonsPage).With("year", year.ToString(CultureInfo.InvariantCulture)).With("area", area).With("state", state?.ToString());

    /// <summary>The year asked for when some list speaks of it, else the latest; null where no list has come.</summary>
    public static int? Year(int? asked, IReadOnlyList<int> years) => asked is { } y && years.Contains(y) ? y : years.Count > 0 ? years[0] : null;
}
