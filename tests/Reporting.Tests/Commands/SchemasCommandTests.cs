using System.CommandLine;
using Harness.Reporting.Commands;

namespace Harness.Reporting.Tests.Commands;

public sealed class SchemasCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-schemas-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Written_schemas_pass_the_check_until_one_is_changed_removed_or_added()
    {
        Assert.Equal(0, await Run("--write", _folder.FullName));
        Assert.Equal(0, await Run("--check", _folder.FullName));

        await File.AppendAllTextAsync(In("plan.schema.json"), " ");
        File.Delete(In("README.md"));
        await File.WriteAllTextAsync(In("old.schema.json"), "{}");
        Assert.Equal(1, await Run("--check", _folder.FullName));
        Assert.Contains("is not what the records give: README.md, old.schema.json, plan.schema.json. Run: reporting schemas --write", _error.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await Run("--write", _folder.FullName));
        Assert.Equal(0, await Run("--check", _folder.FullName));
        Assert.False(File.Exists(In("old.schema.json")));
    }

    [Theory]
    [InlineData]
    [InlineData("--write", "a", "--check", "b")]
    public async Task Neither_or_both_is_answered_with_an_example(params string[] arguments)
    {
        Assert.Equal(1, await Run(arguments));
        Assert.Contains("schemas --write docs/schemas", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private Task<int> Run(params string[] arguments) =>
        CommandLine.Run(new RootCommand { SchemasCommand.Create() }, ["schemas", .. arguments], _output, _error);
}
