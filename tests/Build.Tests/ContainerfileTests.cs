using System.Text.RegularExpressions;

namespace Harness.Build.Tests;

/// <summary>What can be known of the container recipe without a container engine.</summary>
public sealed partial class ContainerfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("container-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_linter_finds_nothing()
    {
        var (exitCode, output) = Linters.Dockerfilelint(Repository.PathOf("Containerfile"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("None found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_linter_reports_a_planted_fault()
    {
        var path = Path.Combine(_folder.FullName, "Containerfile");
        File.WriteAllText(path, Repository.Read("Containerfile").Replace("apt-get install -y", "apt-get install", StringComparison.Ordinal));

        var (exitCode, output) = Linters.Dockerfilelint(path);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Missing parameter", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_it_copies_from_the_repository_is_there()
    {
        var copied = Copies().Matches(Repository.Read("Containerfile")).SelectMany(match => match.Groups["files"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.NotEmpty(copied);
        Assert.All(copied, file => Assert.True(Path.Exists(Repository.PathOf(file)), file));
    }

    [Fact]
    public void The_programs_do_not_run_as_root() =>
        Assert.Matches(@"(?s).*\nUSER (?!root)\w+\nCMD [^\n]+\n$", Repository.Read("Containerfile"));

    [GeneratedRegex(@"^COPY (?!--from)(?<files>.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copies();
}
