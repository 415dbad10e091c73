namespace Harness.EndToEnd.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_readme_s_table_is_the_one_that_the_committed_quick_results_give()
    {
        var (exitCode, output) = await Programs.Reporting(
            "readme", "--plan", "quick", "--results", Repository.PathOf("results"), "--readme", Repository.PathOf("README.md"), "--check");
        Assert.True(exitCode == 0, output);
    }
}
