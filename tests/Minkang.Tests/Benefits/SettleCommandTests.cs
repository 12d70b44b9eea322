using System.CommandLine;
using System.Text.Json;
using Minkang.Cli.Benefits;

namespace Minkang.Tests.Benefits;

/// <summary>The policy officer's calculator, run as a command.</summary>
public sealed class SettleCommandTests : IDisposable
{
    private const string Heading = "bill_id,person,categories,kind,level,place,discharge,total,in_scope,out_of_catalogue\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settle");
    private readonly string _gaotai = Path.Combine(Packs.Catalog.Path, "policies", "gaotai.2016.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Requirement", "R-INS-06")]
    public void The_same_stay_is_settled_by_the_rules_of_its_day()
    {
        var (code, output, _) = Run(_gaotai, Heading
            + "OLD,p1,registered-poor,inpatient,county,in-county,2015-12-31,10000,9000,1000\n"
            + "NEW,p2,registered-poor,inpatient,county,in-county,2016-01-01,10000,9000,1000\n"
            + "OLD-T,p3,registered-poor,inpatient,township,in-county,2015-06-01,1000,1000,0\n"
            + "NEW-T,p4,registered-poor,inpatient,township,in-county,2016-06-01,1000,1000,0\n"
            + "OLD-C,p5,registered-poor,inpatient,city,in-city,2015-06-01,12000,12000,0\n"
            + "NEW-C,p6,registered-poor,inpatient,city,in-city,2016-06-01,11500,11500,0\n", "--value", "critical-rate=0%");

        Assert.Equal(0, code);
        Assert.Equal(
        [
            "bill_id,basic-insurance,critical-illness,medical-assistance,self,status,reason",
            "OLD,6800.00,0.00,0.00,3200.00,settled,", "NEW,7352.50,0.00,0.00,2647.50,settled,",
            "OLD-T,765.00,0.00,0.00,235.00,settled,", "NEW-T,855.00,0.00,0.00,145.00,settled,",
            "OLD-C,6500.00,0.00,0.00,5500.00,settled,", "NEW-C,7000.00,0.00,0.00,4500.00,settled,",
        ], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Bills_in_any_order_are_settled_by_date_with_the_years_accumulators()
    {
        var (code, output, _) = Run(_gaotai, Heading
            + "B2,p1,registered-poor,inpatient,county,in-county,2016-09-01,10000,10000,0\n"
            + "B1,p1,建档立卡贫困户,住院,二级,县内,2016-03-01,15000,15000,0\n", "--value", "critical-rate=50%");

        Assert.Equal(0, code);
        Assert.Contains("B2,8202.50,672.50,0.00,1125.00,settled,", output);
        Assert.Contains("B1,12452.50,0.00,0.00,2547.50,settled,", output);
    }

    [Fact]
    [Trait("Requirement", "R-INS-04")]
    public void An_opening_accumulator_stands_for_the_earlier_bills_of_the_year()
    {
        var heading = Heading.Replace("\n", ",before:seen:critical\n", StringComparison.Ordinal);
        var (code, output, _) = Run(_gaotai, heading + "B2,p1,registered-poor,inpatient,county,in-county,2016-09-01,10000,10000,0,2547.50\n", "--value", "critical-rate=50%");

        Assert.Equal(0, code);
        Assert.Contains("B2,8202.50,672.50,0.00,1125.00,settled,", output);
    }

    [Fact]
    [Trait("Requirement", "R-INS-12")]
    public void What_is_above_the_years_ceiling_is_paid_by_the_safety_net()
    {
        var chuzhou = Path.Combine(Packs.Catalog.Path, "policies", "chuzhou.2016.yaml");
        var (code, output, _) = Run(chuzhou, Heading + "B1,p1,registered-poor,inpatient,county,in-county,2016-03-01,22000,20000,2000\n",
            "--value", "basic-rate-county=75%", "--value", "assistance-rate=20%");

        Assert.Equal(0, code);
        Assert.Contains("B1,15000.00,0.00,1000.00,1000.00,5000.00,settled,", output);
    }

    [Fact]
    public void Refused_rows_are_named_with_line_and_reason_and_the_others_are_settled()
    {
        var (code, output, error) = Run(_gaotai, Heading
            + "B1,p1,registered-poor,inpatient,county,in-county,2016-03-01,10000,9000,100\n"
            + "B2,p2,registered-poor,inpatient,province,out-of-province,2016-03-01,10000,9000,1000\n"
            + "B3,p3,registered-poor,stationär,county,in-county,2016-03-01,10000,9000,1000\n"
            + "B4,p4,registered-poor,inpatient,county,in-county,2014-03-01,10000,9000,1000\n"
            + "B5,p5,registered-poor,inpatient,county,in-county,2016-03-01,-10000,-9000,-1000\n"
            + "B6,p6,registered-poor,inpatient,county,in-county,2016-03-01,10000,9000,1000\n"
            + "B6,p6,registered-poor,inpatient,county,in-county,2016-03-01,10000,9000,1000\n"
            + "B8,p8,registered-poor,inpatient,county,in-county,,10000,9000,1000\n");

        Assert.Equal(1, code);
        Assert.Contains("第2行 单号 B1：医疗总费用 10,000.00 元，各部分合计 9,100.00 元，相差 900.00 元", error);
        Assert.Contains("第3行 单号 B2：政策包“gaotai.2016”的“values/deductible-province”在 2016-03-01 没有数值：《高台县乡镇卫生院健康扶贫方案》住院，来源此处为空白", error);
        Assert.Contains("第4行 单号 B3：就诊类别“stationär”不认识", error);
        Assert.Contains("第5行 单号 B4：政策包“gaotai.2016”自 2015-01-01 起有效", error);
        Assert.Contains("第6行 单号 B5：医疗总费用是负数", error);
        Assert.Contains("第8行 单号 B6：单号与第 7 行相同", error);
        Assert.Contains("第9行 单号 B8：这项政策按出院日期计算", error);
        Assert.Contains("B6,7352.50,0.00,0.00,2647.50,settled,", output);
        Assert.Equal(7, output.Split('\n').Count(l => l.Contains(",refused,")));
    }

    [Fact]
    public void A_bill_after_a_refused_one_of_the_same_year_says_what_is_missing()
    {
        var (_, output, _) = Run(_gaotai, Heading
            + "B1,p1,registered-poor,inpatient,province,in-province,2016-03-01,10000,9000,1000\n"
            + "B2,p1,registered-poor,inpatient,county,in-county,2016-04-01,10000,9000,1000\n");

        Assert.Contains("B2,7352.50,0.00,0.00,2647.50,settled,本人本年第 2 行未结算", output);
    }

    [Fact]
    [Trait("Requirement", "R-SET-01")]
    public void The_explanation_tells_every_step_and_adds_up()
    {
        var explain = Path.Combine(_folder.FullName, "explain.json");
        var (code, _, _) = Run(_gaotai, Heading + "B1,p1,registered-poor,inpatient,county,in-county,2016-03-01,10000,9000,1000\n", "--explain", explain, "--out", Path.Combine(_folder.FullName, "out", "o.csv"));

        Assert.Equal(0, code);
        var bill = JsonDocument.Parse(File.ReadAllText(explain)).RootElement.GetProperty("bills")[0];
        var basic = bill.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "basic");
        Assert.Equal("政策范围内非中医药费用 9,000.00 元，减起付线 350.00 元（县级），其余 8,650.00 元，按县级 85%，支付 7,352.50 元。", basic.GetProperty("text").GetString());
        Assert.Equal("《高台县乡镇卫生院健康扶贫方案》住院", basic.GetProperty("clause").GetString());
        Assert.Equal(bill.GetProperty("total").GetDecimal(), bill.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("paid").GetDecimal()) + bill.GetProperty("self").GetProperty("total").GetDecimal());
        Assert.Equal(350.00m, bill.GetProperty("self").GetProperty("deductible").GetDecimal());
        Assert.StartsWith("bill_id,", File.ReadAllText(Path.Combine(_folder.FullName, "out", "o.csv")));
    }

    [Fact]
    public void A_refused_pack_settles_nothing()
    {
        var broken = Path.Combine(_folder.FullName, "broken.yaml");
        File.WriteAllText(broken, File.ReadAllText(_gaotai).Replace("rate: 70%\n    cap", "rate: 170%\n    cap", StringComparison.Ordinal));
        var (code, output, error) = Run(broken, Heading + "B1,p1,,inpatient,county,in-county,2016-03-01,10000,9000,1000\n");

        Assert.Equal(3, code);
        Assert.Empty(output);
        Assert.Contains("broken.yaml 第", error);
        Assert.Contains("超过 100%", error);
    }

    [Fact]
    public void Wrong_arguments_and_files_without_bills_are_told_apart_from_refused_rows()
    {
        Assert.Equal(2, Run(Path.Combine(_folder.FullName, "missing.yaml"), Heading).Code);
        var (code, _, error) = Run(_gaotai, "村名,里程\n甲村,3\n");
        Assert.Equal(2, code);
        Assert.Contains("没有找到表头", error);
        Assert.Equal(3, Run(_gaotai, Heading, "--value", "no-such-value=60%").Code);
    }

    private (int Code, string Output, string Error) Run(string pack, string bills, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, "bills.csv");
        File.WriteAllText(file, bills);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = SettleCommand.Make().Parse(["--pack", pack, "--bills", file, .. more]).Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }
}
