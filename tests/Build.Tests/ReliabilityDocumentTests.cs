using System.Text.RegularExpressions;

namespace Harness.Build.Tests;

/// <summary>A table of faults that names tests which are not there would promise what nobody holds.</summary>
public sealed partial class ReliabilityDocumentTests
{
    [Fact]
    public void Every_test_that_the_page_of_faults_names_is_there()
    {
        var sources = Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var named = TestName().Matches(Repository.Read("docs", "reliability.md")).ToList();

        Assert.True(named.Count > 40, $"Only {named.Count} tests are named.");
        Assert.All(named, name => Assert.True(
            sources[name.Groups["class"].Value].Any(source => source.Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal)),
            $"There is no test {name.Value}."));
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)\\.(?<test>[A-Za-z_0-9]+)`")]
    private static partial Regex TestName();
}
