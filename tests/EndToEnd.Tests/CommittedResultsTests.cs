using Harness.Contracts;

namespace Harness.EndToEnd.Tests;

/// <summary>The committed results are what the programs of this commit make of the committed runs; nobody edited a number.</summary>
public sealed class CommittedResultsTests : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("harness-committed-");

    [Fact]
    public async Task Analysing_and_judging_the_committed_runs_again_gives_the_committed_bytes()
    {
        var committed = new ResultsLayout(Repository.PathOf("results"), "quick");
        var again = new ResultsLayout(_copy.FullName, "quick");
        Assert.True(Directory.Exists(committed.Folder), $"There are no committed results in {committed.Folder}.");
        CopyRecords(committed.Folder, again.Folder);
        foreach (var made in new[] { again.Analysis, again.Verdicts, again.Checklist })
        {
            File.Delete(made);
        }

        foreach (var verb in new[] { "analyse", "judge", "checklist" })
        {
            var (exitCode, output) = await Programs.Reporting(verb, "--plan", "quick", "--results", _copy.FullName);
            Assert.True(exitCode == 0, output);
        }

        foreach (var (expected, actual) in new[]
            { (committed.Analysis, again.Analysis), (committed.Verdicts, again.Verdicts), (committed.Checklist, again.Checklist) })
        {
            Assert.Equal(await File.ReadAllTextAsync(expected), await File.ReadAllTextAsync(actual));
        }
    }

    [Fact]
    public async Task The_committed_records_have_no_fault()
    {
        var (exitCode, output) = await Programs.Reporting("check", "--plan", "quick", "--results", Repository.PathOf("results"));
        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => _copy.Delete(recursive: true);

    private static void CopyRecords(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
