using System.Xml.Linq;
using Harness.Contracts;
using Harness.Contracts.Consoles;

namespace Harness.Mutations;

/// <summary>Builds test projects of a copy of the repository, and runs some of their tests.</summary>
/// <param name="root">The copy.</param>
internal sealed class TestRun(string root)
{
    // What is to be seen is what the tests say. An unused variable or a member that could be static is what a removed protection leaves behind.
    private static readonly string[] Options = ["--configuration", "Release", "--nologo"];
    private static readonly string[] Compilation = ["-p:TreatWarningsAsErrors=false", "-p:RunAnalyzersDuringBuild=false", "--verbosity", "quiet"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Nothing that a call starts may outlive it, and its words do not depend on the machine's language.</summary>
    public static void SetEnvironment()
    {
        Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");
        Environment.SetEnvironmentVariable("DOTNET_CLI_UI_LANGUAGE", "en");
    }

    /// <returns>What the compiler says against it, or null.</returns>
    public async Task<string?> BuildAsync(string project, CancellationToken cancellation)
    {
        var result = await Dotnet(["build", Path.Combine(root, project), .. Options, .. Compilation], Limit, cancellation);
        return result.ExitCode == 0 ? null
            : result.Output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? $"dotnet build ended with exit code {result.ExitCode}";
    }

    /// <summary>Runs tests of a project that is built.</summary>
    /// <returns>Those that failed and those that passed. Of one with several rows of data, a row that failed is enough. What is in neither did not run.</returns>
    /// <exception cref="HarnessException">They did not end within <paramref name="limit"/>.</exception>
    public async Task<(IReadOnlySet<string> Failed, IReadOnlySet<string> Passed)> RunAsync(string project, IEnumerable<NamedTest> tests, TimeSpan limit, CancellationToken cancellation)
    {
        var wanted = tests.ToList();
        var report = Path.Combine(root, "artifacts", "mutations.trx");
        File.Delete(report);
        var filter = string.Join('|', wanted.Select(test => $"FullyQualifiedName={test.QualifiedName}"));
        await Dotnet(["test", Path.Combine(root, project), .. Options, "--no-build", "--filter", filter, "--logger", $"trx;LogFileName={report}"], limit, cancellation);
        return File.Exists(report) ? ReadReport(XDocument.Load(report)) : (new HashSet<string>(), new HashSet<string>());
    }

    /// <summary>The qualified names in a report as <c>dotnet test</c> writes it.</summary>
    public static (IReadOnlySet<string> Failed, IReadOnlySet<string> Passed) ReadReport(XDocument report)
    {
        var outcomes = report.Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult")
            .ToLookup(result => (string?)result.Attribute("outcome"), result => Method((string?)result.Attribute("testName") ?? ""));
        return (outcomes["Failed"].ToHashSet(), outcomes["Passed"].ToHashSet());
    }

    // A row of data follows in parentheses.
    private static string Method(string test) => test.Split('(')[0];

    private static async Task<ProgramResult> Dotnet(string[] arguments, TimeSpan limit, CancellationToken cancellation) =>
        await ExternalProgram.RunAsync("dotnet", arguments, limit, "", cancellation)
            ?? throw new HarnessException("There is no program 'dotnet' on the PATH. Install the .NET SDK 10.");
}
