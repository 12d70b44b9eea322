using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

/// <summary>
/// A thousand damaged workbooks and text files, made from small bases by seeded chance: each is either read or refused, in bounded time. A damaged or
/// cut workbook is never half read: it is refused, or gives exactly the cells of the whole one.
/// </summary>
public sealed class MutatedListsTests
{
    private static readonly TimeSpan PerFile = TimeSpan.FromSeconds(5);
    private static readonly byte[] Xlsx = ListSamples.File_(ListSamples.Township, "派出所");
    private static readonly byte[] Merged = ListSamples.File_(ListSamples.Township, "农村低保");
    private static readonly byte[] Xls = ListSamples.Own("excel-97.xls");
    private static readonly byte[] Html = ListSamples.File_(ListSamples.Broken, "系统导出");
    private static readonly byte[] Csv = ListSamples.File_(ListSamples.Township, "残疾人");
    private static readonly byte[] Gbk = Lines(ListSamples.File_(ListSamples.Township, "参保名单"), 40_000);

    private static byte[] Lines(byte[] content, int most) => content[..(content.AsSpan(0, most).LastIndexOf((byte)'\n') + 1)];

    [Fact]
    public void Workbooks_with_random_bytes_are_read_whole_or_refused() => Run(300, 1, [Xlsx, Merged], RandomBytes, wholeOrRefused: true);

    [Fact]
    public void Workbooks_that_are_cut_off_are_read_whole_or_refused() => Run(150, 2, [Xlsx, Merged], Cut, wholeOrRefused: true);

    [Fact]
    public void Workbooks_with_swapped_or_damaged_parts_are_read_or_refused() => Run(200, 3, [Xlsx, Merged], DamagedPart, wholeOrRefused: false);

    [Fact]
    public void Old_workbooks_with_random_bytes_are_read_or_refused() => Run(150, 4, [Xls], RandomBytes, wholeOrRefused: false);

    [Fact]
    public void Old_workbooks_that_are_cut_off_are_read_whole_or_refused() => Run(100, 5, [Xls], Cut, wholeOrRefused: true);

    [Fact]
    public void Text_files_and_web_pages_with_random_bytes_or_swapped_pieces_are_read_or_refused()
    {
        Run(150, 6, [Csv, Gbk, Html], RandomBytes, wholeOrRefused: false);
        Run(100, 7, [Csv, Gbk, Html], Swapped, wholeOrRefused: false);
        Run(50, 8, [Csv, Gbk, Html], Cut, wholeOrRefused: false);
    }

    private static void Run(int count, int seed, byte[][] bases, Func<byte[], Random, byte[]> mutate, bool wholeOrRefused)
    {
        var whole = bases.Select(b => ListSamples.Dump(ListFile.Open(b, "名单").Value)).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var which = random.Next(bases.Length);
            var content = mutate(bases[which], random);
            var clock = Stopwatch.StartNew();
            var outcome = ListFile.Open(content, "名单");
            Assert.True(clock.Elapsed < PerFile, $"Mutation {i} of seed {seed} took {clock.Elapsed}.");
            if (!outcome.Ok) Assert.StartsWith("lists.file.", Assert.Single(outcome.Problems).Code);
            else if (wholeOrRefused) Assert.True(ListSamples.Dump(outcome.Value) == whole[which], $"Mutation {i} of seed {seed} was read differently.");
            else Work(outcome.Value);
        }
    }

    /// <summary>What can be opened can also be recognised and read to its last cell without an exception.</summary>
    private static void Work(ListFile file)
    {
        if (new RecogniseList(ListSamples.Catalog).Handle(file) is not { Ok: true } list) return;
        foreach (var match in list.Value.Sheets)
        {
            var reading = SheetReading.Read(match);
            Assert.Equal(match.Sheet.LastRow, reading.Counts.Values.Sum());
            foreach (var row in reading.Data) row.Findings();
        }
    }

    private static byte[] RandomBytes(byte[] content, Random random)
    {
        var copy = content.ToArray();
        for (var n = random.Next(1, 12); n > 0; n--) copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return copy;
    }

    private static byte[] Cut(byte[] content, Random random) => content[..random.Next(content.Length)];

    private static byte[] Swapped(byte[] content, Random random)
    {
        var copy = content.ToArray();
        var length = random.Next(1, 200);
        var (from, to) = (random.Next(copy.Length - length), random.Next(copy.Length - length));
        var piece = copy[from..(from + length)];
        copy.AsSpan(to, length).CopyTo(copy.AsSpan(from));
        piece.CopyTo(copy.AsSpan(to));
        return copy;
    }

    /// <summary>Changes the text of one part and packs the workbook anew, so that damage behind a right checksum is met too.</summary>
    private static byte[] DamagedPart(byte[] content, Random random)
    {
        using var source = new ZipArchive(new MemoryStream(content));
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = random.Next(source.Entries.Count);
            for (var i = 0; i < source.Entries.Count; i++)
            {
                using var from = source.Entries[i].Open();
                using var memory = new MemoryStream();
                from.CopyTo(memory);
                var bytes = memory.ToArray();
                if (i == chosen) bytes = Damage(bytes, random);
                if (bytes.Length == 0) continue;
                using var to = zip.CreateEntry(source.Entries[i].FullName).Open();
                to.Write(bytes);
            }
        }
        return output.ToArray();
    }

    private static byte[] Damage(byte[] part, Random random) => random.Next(5) switch
    {
        0 => [],
        1 => RandomBytes(part, random),
        2 => Cut(part, random),
        3 => Swapped(part.Length > 400 ? part : [.. part, .. new byte[400]], random),
        _ => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(part).Replace("<v>", random.Next(2) == 0 ? "<v>-" : "<v>9999999999", StringComparison.Ordinal)),
    };
}
