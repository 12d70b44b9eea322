using System.Text.RegularExpressions;

namespace Minkang.Tests.Architecture;

/// <summary>Every test that opens a store runs on both engines.</summary>
public sealed partial class EngineTests
{
    [Fact]
    public void Folders_that_run_on_one_engine_only_open_no_store()
    {
        var folders = OnceOnly().Match(Repository.Read("test")).Groups[1].Value.Split(' ');

        var opening = from file in Repository.Files("*.cs", "tests")
                      where Array.Exists(folders, f => file.StartsWith($"tests/Minkang.Tests/{f}/", StringComparison.Ordinal)) && !file.EndsWith("/EngineTests.cs", StringComparison.Ordinal)
                      from Match use in Store().Matches(Repository.Read(file))
                      select $"{file}: {use.Value}";

        Assert.True(folders.Length > 1);
        Assert.Empty(opening);
    }

    [GeneratedRegex(@"^no_store=\((.+)\)$", RegexOptions.Multiline)]
    private static partial Regex OnceOnly();

    [GeneratedRegex(@"\b(TestApp|CounterStore|CountyStores|PlatformStore|CountyDb|StoreConnections|MINKANG_TEST_DB)\b")]
    private static partial Regex Store();
}
