using System.Text;

namespace Harness.EndToEnd.Tests;

/// <summary>Results are shared and committed; what stands in the environment of who made them is not to travel along.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private static readonly string[] Names =
        ["GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "NPM_TOKEN", "DB_PASSWORD", "SSH_AUTH_SOCK", "HTTPS_PROXY", "CUDA_VISIBLE_DEVICES_NOTE", "SLURM_JWT"];

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-secrets-").FullName;

    public Task InitializeAsync() => Programs.RequireSuccess(Programs.Experiments("data"));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public void The_search_finds_what_it_looks_for() => Assert.Equal("s3cr3t-of-npm_token", SecretIn(Encoding.UTF8.GetBytes($"{{\"token\": \"{SecretOf("NPM_TOKEN")}\"}}")));

    [Fact]
    public async Task No_byte_of_the_results_holds_a_variable_of_the_environment()
    {
        var results = Path.Combine(_folder, "results");
        var (exitCode, output) = await Programs.ExperimentsWith(Variables(), "train", "--plan", Repository.PathOf("tests", "EndToEnd.Tests", "tiny.json"), "--results", results, "--tensorboard");
        Assert.True(exitCode == 0, output);
        foreach (var verb in new[] { "analyse", "judge", "checklist", "render" })
        {
            (exitCode, output) = await Programs.ReportingWith(Variables(), verb, "--plan", "tiny", "--results", results);
            Assert.True(exitCode == 0, output);
        }

        var files = Directory.GetFiles(results, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("manifest.json", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("report.html", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Null(SecretIn(File.ReadAllBytes(file))));
        Assert.Null(SecretIn(Encoding.UTF8.GetBytes(output)));
    }

    private static IEnumerable<string> Variables() => Names.Select(name => $"{name}={SecretOf(name)}");

    private static string SecretOf(string name) => $"s3cr3t-of-{name.ToLowerInvariant()}";

    private static string? SecretIn(byte[] bytes) =>
        Names.Select(SecretOf).FirstOrDefault(secret => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
}
