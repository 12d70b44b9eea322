using Minkang.Benefits.Packs;

namespace Minkang.Tests.Benefits;

/// <summary>A sound pack with one thing made wrong is refused, and the refusal says where, what and what would be right.</summary>
public sealed class BrokenPacksTests
{
    private static readonly string Sound = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Benefits", "sound-pack.yaml"));

    [Fact]
    public void The_pack_itself_is_sound()
    {
        var loaded = Packs.Read(Sound);

        Assert.Equal("", string.Join('\n', loaded.Problems));
        Assert.Equal(PackState.Adoptable, loaded.State);
    }

    [Fact]
    public void There_are_at_least_a_hundred_ways_to_break_it() => Assert.True(BrokenPacks.All.Select(b => b.Wrong).Distinct().Count() >= 100, $"only {BrokenPacks.All.Count}");

    public static IEnumerable<TheoryDataRow<string, string, string, int>> Broken() => BrokenPacks.All.Select(b => new TheoryDataRow<string, string, string, int>(b.Right, b.Wrong, b.Message, b.Off));

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_pack_is_refused_with_line_reason_and_remedy(string right, string wrong, string message, int off)
    {
        var at = Sound.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0 && Sound.IndexOf(right, at + 1, StringComparison.Ordinal) < 0, $"“{right}” does not stand there once");
        var line = Sound[..at].Count(c => c == '\n') + 1 + off;

        var loaded = Packs.Read(Sound.Replace(right, wrong, StringComparison.Ordinal));

        Assert.True(loaded.Problems.Any(p => p.Line == line && p.Message.Contains(message, StringComparison.Ordinal)), $"line {line}: {message}\n{string.Join('\n', loaded.Problems)}");
        Assert.All(loaded.Problems, p => Assert.True(p.File == "pack.yaml" && p.Message.Length > 3 && p.Remedy.Length > 3 && p.Message.Any(c => c > '一'), p.ToString()));
        Assert.Equal(message.StartsWith("案例“", StringComparison.Ordinal) && !message.Contains("没有") ? PackState.CasesFail : PackState.Refused, loaded.State);
    }

    [Fact]
    public void Packs_that_extend_each_other_in_a_circle_are_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.yaml"), Sound.Replace("id: sound.2018", "id: a\nextends: b", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder.FullName, "b.yaml"), "schema: policy-pack\nid: b\nextends: c\n");
            File.WriteAllText(Path.Combine(folder.FullName, "c.yaml"), "schema: policy-pack\nid: c\nextends: a\n");

            var loaded = Packs.Read(File.ReadAllText(Path.Combine(folder.FullName, "a.yaml")), folder.FullName);

            Assert.Contains(loaded.Problems, p => p.File == "c.yaml" && p.Line == 3 && p.Message.Contains("绕成了圈") && p.Remedy.Length > 0);
            Assert.Contains(loaded.Problems, p => p.File == "pack.yaml" && p.Line == 3);
            Assert.Null(loaded.Pack);
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public void A_pack_whose_parent_is_broken_is_refused_with_the_parents_line()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "parent.yaml"), Sound.Replace("rate: 70%\n    cap", "rate: 170%\n    cap", StringComparison.Ordinal));

            var loaded = Packs.Read("schema: policy-pack\nid: child\nextends: sound.2018\n", folder.FullName);

            Assert.Contains(loaded.Problems, p => p.File == "parent.yaml" && p.Line > 20 && p.Message.Contains("超过 100%"));
            Assert.Null(loaded.Pack);
        }
        finally { folder.Delete(recursive: true); }
    }
}
