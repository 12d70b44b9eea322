using System.Diagnostics;
using System.Text;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

/// <summary>Hostile sizes are refused in bounded memory and time.</summary>
public sealed class ListLimitsTests
{
    [Fact]
    [Trait("Scenario", "IMP-12")]
    public void A_workbook_that_unpacks_to_200_times_its_size_costs_neither_memory_nor_time()
    {
        var content = ListSamples.File_(ListSamples.Broken, "超大表格");
        ListSamples.Code(content); // warms up, so that the measured run is the reading alone
        var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        Assert.Equal("lists.file.unpacks-too-large", ListSamples.Code(content));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 4 << 20);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10); // unpacked it would take minutes
    }

    [Fact]
    [Trait("Scenario", "IMP-12")]
    public void A_bomb_below_every_ratio_stops_at_the_limit_of_unpacked_bytes()
    {
        var limits = new ListFileLimits { UnpackedBytes = 4 << 20, PackRatio = int.MaxValue };
        var rows = string.Concat(Enumerable.Range(1, 60_000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\"><v>{i}</v></c><c r=\"B{i}\"><v>{i}</v></c></row>"));
        Assert.Equal("lists.file.unpacks-too-large", ListSamples.Code(TestWorkbook.Of(rows), limits: limits));
    }

    [Fact]
    [Trait("Scenario", "IMP-12")]
    public void A_part_that_lies_about_its_size_is_stopped_by_what_comes_out()
    {
        var rows = string.Concat(Enumerable.Range(1, 60_000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\"><v>{i}</v></c></row>"));
        var content = TestWorkbook.Of(rows);
        SetStatedSizes(content, 1000);
        Assert.NotEqual("opened", ListSamples.Code(content, limits: new ListFileLimits { UnpackedBytes = 1 << 20 }));
    }

    [Fact]
    [Trait("Scenario", "IMP-12")]
    public void A_million_blank_rows_cost_nothing_and_are_counted()
    {
        var rows = TestWorkbook.Row(1, "甲") + string.Concat(Enumerable.Range(2, 100_000).Select(i => $"<row r=\"{i}\"/>")) + TestWorkbook.Row(1_048_576, "乙");
        var sheet = ListFile.Open(TestWorkbook.Of(rows), "名单.xlsx").Value.Sheets[0];
        Assert.Equal((2, 1_048_574), (sheet.Rows.Count, sheet.BlankRows));
    }

    [Fact]
    public void Cells_far_to_the_right_count_with_the_blanks_before_them()
    {
        var rows = string.Concat(Enumerable.Range(1, 2_000).Select(i => $"<row r=\"{i}\"><c r=\"XFD{i}\"><v>1</v></c></row>"));
        Assert.Equal("lists.file.too-many-cells", ListSamples.Code(TestWorkbook.Of(rows)));
    }

    [Fact]
    public void Merges_over_the_whole_sheet_are_bounded()
    {
        var rows = string.Concat(Enumerable.Range(1, 500).Select(i => TestWorkbook.Row(i, "甲")));
        var merges = "<mergeCells>" + string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:XFD1048576\"/>", 50)) + "</mergeCells>";
        Assert.Equal("lists.file.too-many-cells", ListSamples.Code(TestWorkbook.Of(rows, after: merges)));
    }

    [Fact]
    public void A_file_beyond_the_size_limit_is_not_read_to_its_end()
    {
        using var endless = new EndlessStream();
        var problem = ListFile.Open(endless, "名单.csv", new ListFileLimits { FileBytes = 1 << 20 }).Problems.Single();
        Assert.Equal("lists.file.too-large", problem.Code);
        Assert.InRange(endless.Given, 1 << 20, 2 << 20);
    }

    [Fact]
    public void Entities_that_multiply_are_refused()
    {
        const string bomb = "<!DOCTYPE x [<!ENTITY a \"甲甲甲甲\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData/></worksheet>";
        var content = TestWorkbook.Zip([("xl/workbook.xml", bomb), ("xl/_rels/workbook.xml.rels", "<Relationships/>")]);
        Assert.Equal("lists.file.damaged", ListSamples.Code(content));
    }

    [Fact]
    public void A_cell_longer_than_spreadsheets_allow_is_refused_with_its_row() =>
        Assert.Contains("第 2 行", ListFile.Open(Encoding.UTF8.GetBytes("姓名,备注\n甲," + new string('长', 40_000) + "\n"), "名单.csv").Problems.Single().Message);

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ListFile.Open("姓名,性别\n甲,男\n"u8.ToArray(), "名单.csv", ct: stop.Token));
    }

    /// <summary>Writes a wrong unpacked size into every entry of the zip's directory.</summary>
    private static void SetStatedSizes(byte[] zip, int size)
    {
        for (var i = 0; i + 46 < zip.Length; i++)
            if (zip.AsSpan(i).StartsWith("PK\u0001\u0002"u8)) BitConverter.TryWriteBytes(zip.AsSpan(i + 24), size);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }
        public override int Read(byte[] buffer, int offset, int count) { Given += count; return count; }
        public override int Read(Span<byte> buffer) { Given += buffer.Length; return buffer.Length; }
    }
}
