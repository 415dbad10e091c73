using System.Text.RegularExpressions;
using Harness.Contracts;

namespace Harness.Mutations;

/// <summary>A test as the sources have it.</summary>
/// <param name="Name"><c>Class.method</c>.</param>
/// <param name="QualifiedName">With its namespace: what a test run's filter compares.</param>
/// <param name="Project">Its project file, from the repository's root.</param>
public sealed partial record NamedTest(string Name, string QualifiedName, string Project)
{
    /// <summary>Finds <c>Class.method</c> in the file <c>Class.cs</c> below <c>tests</c>.</summary>
    /// <exception cref="HarnessException">There is no such test.</exception>
    public static NamedTest Find(string repository, string name)
    {
        var (type, method) = name.Split('.') is [var first, var second] ? (first, second) : throw Unknown(name);
        foreach (var folder in Directory.GetDirectories(Path.Combine(repository, "tests")))
        {
            // The outputs may lie elsewhere or below; sources are what git would know.
            var file = Directory.EnumerateFiles(folder, $"{type}.cs", SearchOption.AllDirectories).FirstOrDefault();
            if (file is not null && File.ReadAllText(file) is var source && source.Contains($" {method}(", StringComparison.Ordinal))
            {
                var project = Path.GetRelativePath(repository, Directory.GetFiles(folder, "*.csproj").Single());
                return new NamedTest(name, $"{Namespace().Match(source).Groups["name"].Value}.{name}", project);
            }
        }

        throw Unknown(name);
    }

    private static HarnessException Unknown(string name) =>
        new($"There is no test '{name}' below tests. Expected Class.method, the class in a file of its name; correct {MutationList.Location}.");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
