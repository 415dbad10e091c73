using System.Text.Json;
using System.Xml.Linq;

namespace Harness.Build.Tests;

/// <summary>What is built today is what is built in a year: every version is exact and every graph is recorded.</summary>
public sealed class PinnedPackagesTests
{
    [Fact]
    public void Every_package_version_is_exact()
    {
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props"));
        var torch = packages.Descendants("TorchSharpVersion").Single().Value;
        var versions = packages.Descendants("PackageVersion").Select(item => item.Attribute("Version")!.Value.Replace("$(TorchSharpVersion)", torch, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(versions);
        Assert.All([torch, .. versions], version => Assert.Matches(@"^\d+\.\d+\.\d+$", version));
        using var tools = JsonDocument.Parse(Repository.Read(".config", "dotnet-tools.json"));
        Assert.All(tools.RootElement.GetProperty("tools").EnumerateObject(), tool => Assert.Matches(@"^\d+\.\d+\.\d+$", tool.Value.GetProperty("version").GetString()!));
    }

    [Fact]
    public void Every_project_has_a_lock_file_with_digests_and_CI_restores_from_it()
    {
        var projects = new[] { "src", "tests" }.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories)).ToList();

        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var locks = Directory.GetFiles(Path.GetDirectoryName(project)!, "packages*.lock.json");
            Assert.True(locks.Length > 0, $"{project} has no lock file");
            Assert.All(locks, path => Assert.All(Packages(path), package => Assert.True(package.TryGetProperty("contentHash", out _), path)));
        }

        var properties = XDocument.Parse(Repository.Read("Directory.Build.props"));
        Assert.Equal("true", properties.Descendants("RestorePackagesWithLockFile").Single().Value);
        var locked = properties.Descendants("RestoreLockedMode").Single();
        Assert.Equal("true", locked.Value);
        Assert.Equal("'$(CI)' == 'true' and '$(TorchBackend)' != 'cuda'", locked.Attribute("Condition")!.Value);
    }

    // An address in a lock file would bind every machine to one registry; the digest is what says which package it is.
    [Theory]
    [InlineData("src", "Reporting", "Typesetting")]
    [InlineData("tests", "Build.Tests", "Linting")]
    public void Npm_packages_are_exact_and_locked_by_digest_without_an_address(params string[] folder)
    {
        using var wanted = JsonDocument.Parse(Repository.Read([.. folder, "package.json"]));
        Assert.All(wanted.RootElement.GetProperty("dependencies").EnumerateObject(), package => Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?$", package.Value.GetString()!));
        using var locked = JsonDocument.Parse(Repository.Read([.. folder, "package-lock.json"]));
        var packages = locked.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name));
        Assert.All(packages, package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }

    private static IEnumerable<JsonElement> Packages(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in framework.Value.EnumerateObject()
               where package.Value.GetProperty("type").GetString() != "Project"
               select package.Value.Clone(),
        ];
    }
}
