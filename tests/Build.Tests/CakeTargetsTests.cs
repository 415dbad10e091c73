using System.Text.RegularExpressions;

namespace Harness.Build.Tests;

public sealed partial class CakeTargetsTests
{
    // A #load that matches nothing is only a warning to Cake, so a lost file would silently take its targets along.
    [Fact]
    public void The_targets_and_their_order_are_the_approved_ones() =>
        Assert.Equal(Repository.Read("tests", "Build.Tests", "Approved", "tree.txt"), Cake.Run("--tree").Output);

    [Fact]
    public void The_descriptions_are_the_approved_ones() =>
        Assert.Equal(Repository.Read("tests", "Build.Tests", "Approved", "description.txt"), Cake.Run("--description").Output);

    [Fact]
    public void Every_file_of_the_build_is_loaded()
    {
        var loaded = LoadDirective().Matches(Repository.Read("build.cake")).Select(match => match.Groups["file"].Value);
        var present = Directory.GetFiles(Repository.PathOf("build"), "*.cake").Select(path => "build/" + Path.GetFileName(path));

        Assert.Equal(present.Order(StringComparer.Ordinal), loaded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_target_has_a_description_and_a_body_that_fits_twenty_lines()
    {
        foreach (var path in Directory.GetFiles(Repository.PathOf("build"), "*.cake"))
        {
            foreach (var task in File.ReadAllText(path).Split("Task(\"").Skip(1))
            {
                var lines = task.Split(");\n\n")[0].Split('\n');
                Assert.Contains(".Description(\"", lines[1], StringComparison.Ordinal);
                Assert.True(lines.Length <= 20, $"A target in {path} has {lines.Length} lines; what it does belongs into a program.");
            }
        }
    }

    [GeneratedRegex("""^#load "(?<file>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex LoadDirective();
}
