using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Tests.Rendering.Chapters;

public sealed class ComparisonTableTests
{
    [Fact]
    public void Three_seeds_an_arm_give_every_method_but_the_bootstrap_and_the_note_says_how_far_the_permutation_can_fall()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1, 2, 3));

        var table = Table(results, "tab-tests-free");

        Assert.DoesNotContain(table.Columns, column => column.Title.StartsWith("Bootstrap", StringComparison.Ordinal));

        // All exchanges within three seeds are 8, of which 2 differ as much as these do.
        Assert.All(table.Rows, row => Assert.Equal(["p = 0.100", "p = 0.250"], [Words(row[2]), Words(row[6])]));

        // 2 of the 20 ways to choose 3 of 6.
        Assert.Contains("it cannot fall below 0.100", Words(table.Note), StringComparison.Ordinal);
        Assert.Contains("no pair here has them", Words(table.Note), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_seeds_an_arm_add_the_bootstrap_and_lift_the_limit()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Paper(1, 2, 3, 4, 5));

        var table = Table(results, "tab-tests-free");

        Assert.Equal("Bootstrap, 95 %", Words(table.Columns[^1].Title));
        Assert.All(table.Rows, row => Assert.Contains(" to ", row[^1].Text, StringComparison.Ordinal));
        Assert.DoesNotContain("cannot fall below", Words(table.Note), StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_an_arm_leaves_the_networks_themselves_to_compare()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        var blocks = Blocks(results);

        Assert.DoesNotContain(blocks.OfType<TableBlock>(), table => table.Label == "tab-tests-free");
        var row = Table(results, "tab-tests-images").Rows.Single(cells => cells[0].Text == "plain-56 − ResNet-56").Select(Words).ToList();
        Assert.Equal("1", row[1]);
        Assert.Equal("p < 0.001", row[^1]);
    }

    [Fact]
    public void Counts_of_images_span_the_seeds()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1, 2));

        var row = Table(results, "tab-tests-images").Rows.Single(cells => cells[0].Text == "plain-56 − ResNet-56").Select(Words).ToList();

        Assert.Equal("2", row[1]);
        Assert.Matches(@"^[\d,]+ to [\d,]+$", row[2]);
    }

    [Fact]
    public void Without_predictions_there_is_no_table_of_images()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2));
        foreach (var run in results.Plan.Expand())
        {
            results.WriteRun(run, change: manifest => manifest with { Files = [.. manifest.Files.Where(file => file.Path != Harness.Contracts.RunLayout.PredictionsName)] });
        }

        SyntheticReport.AnalyseAndJudge(results);

        Assert.DoesNotContain(Blocks(results).OfType<TableBlock>(), table => table.Label == "tab-tests-images");
    }

    private static TableBlock Table(SyntheticResults results, string label) => Blocks(results).OfType<TableBlock>().Single(table => table.Label == label);

    private static List<Block> Blocks(SyntheticResults results) => [.. SyntheticReport.Compose(results).Chapters.SelectMany(chapter => chapter.Blocks)];

    private static string Words(Prose prose) => prose.Text.Replace('\u00A0', ' ');
}
