namespace Harness.Build.Tests;

/// <summary>The closing line of the Test target, computed by the build's own file from results as <c>dotnet test</c> writes them.</summary>
public sealed class TestTallyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tally-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, "5 passed, 0 failed, 1 skipped", "", "Completed:Passed Passed NotExecuted", "Completed:Passed Passed Passed")]
    [InlineData(1, "2 passed, 1 failed, 0 skipped", "Some tests failed", "Failed:Passed Failed", "Completed:Passed")]
    [InlineData(1, "2 passed, 0 failed, 0 skipped", "1 of the test projects did not come to their end", "Aborted:Passed", "Completed:Passed")]
    [InlineData(1, "1 passed, 0 failed, 0 skipped", "1 of the test projects did not come to their end", "missing", "Completed:Passed")]
    [InlineData(1, "0 passed, 0 failed, 0 skipped", "No test ran")]
    public void The_counts_of_all_projects_are_summed(int exitCode, string line, string fault, params string[] projects)
    {
        foreach (var (index, project) in projects.Index().Where(project => project.Item != "missing"))
        {
            var (outcome, results) = (project.Split(':')[0], project.Split(':')[1].Split(' '));
            File.WriteAllText(Path.Combine(_folder.FullName, $"{index}.trx"), $"""
                <?xml version="1.0" encoding="utf-8"?>
                <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
                  <Results>{string.Concat(results.Select(result => $"<UnitTestResult outcome=\"{result}\" />"))}</Results>
                  <ResultSummary outcome="{outcome}" />
                </TestRun>
                """);
        }

        var script = Path.Combine(_folder.FullName, "tally.cake");
        File.WriteAllText(script, $"""
            #load "{Repository.PathOf("build", "test-tally.cake")}"
            TestTally.Read("{_folder.FullName}", Enumerable.Range(0, {projects.Length}).Select(index => index.ToString())).Announce(Context, "{_folder.FullName}/summary.txt");
            """);

        var result = Cake.Run(script);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(line + "\n", File.ReadAllText(Path.Combine(_folder.FullName, "summary.txt")));
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
        Assert.Contains(fault, result.Errors, StringComparison.Ordinal);
    }
}
