using System.Xml.Linq;

namespace Harness.Build.Tests;

/// <summary>Who may know whom: between the programs there are only files with a documented schema.</summary>
public sealed class ProjectReferencesTests
{
    [Theory]
    [InlineData("Contracts", "")]
    [InlineData("Elf", "Contracts")]
    [InlineData("NativeRepair", "Contracts Elf")]
    [InlineData("Experiments", "Contracts Elf")]
    [InlineData("Reporting", "Contracts")]
    public void A_program_references_libraries_and_no_other_program(string project, string expected) =>
        Assert.Equal(expected, string.Join(' ', Includes(project, "ProjectReference").Select(path => Path.GetFileName(Path.GetDirectoryName(path)))));

    // The lock file holds what comes in through other packages too.
    [Theory]
    [InlineData("Contracts", "TorchSharp", "MathNet.Numerics", "Spectre.Console", "System.CommandLine")]
    [InlineData("Elf", "TorchSharp", "MathNet.Numerics", "Spectre.Console", "System.CommandLine")]
    [InlineData("NativeRepair", "TorchSharp", "MathNet.Numerics")]
    [InlineData("Reporting", "TorchSharp", "SkiaSharp", "libtorch-cpu")]
    [InlineData("Experiments", "MathNet.Numerics")]
    public void A_program_does_not_bring_in(string project, params string[] packages)
    {
        var locks = Directory.GetFiles(Repository.PathOf("src", project), "packages*.lock.json");
        Assert.NotEmpty(locks);
        foreach (var package in packages)
        {
            Assert.All(locks, path => Assert.DoesNotContain($"\"{package}\"", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Harness.sln");
        var projects = Projects().Select(path => Path.GetRelativePath(Repository.Root, path).Replace('/', '\\'));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_are_settled_in_one_place() =>
        Assert.All(Projects(), path => Assert.DoesNotContain(XDocument.Load(path).Descendants("PackageReference"), item => item.Attribute("Version") is not null));

    [Fact]
    public void No_file_names_a_package_registry() =>
        Assert.Empty(Directory.GetFiles(Repository.Root, "nuget.config", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }));

    private static IEnumerable<string> Projects() => new[] { "src", "tests" }
        .SelectMany(folder => Directory.GetDirectories(Repository.PathOf(folder)))
        .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"));

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(Directory.GetFiles(Repository.PathOf("src", project), "*.csproj").Single())
            .Descendants(item)
            .Select(element => element.Attribute("Include")!.Value);
}
