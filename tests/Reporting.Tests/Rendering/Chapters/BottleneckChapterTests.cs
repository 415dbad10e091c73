using Harness.Contracts.Benchmarks;
using Harness.Reporting.Rendering;
using Harness.Reporting.Rendering.Chapters;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Tests.Rendering.Chapters;

/// <summary>Sentences of the chapter from invented times; the counts are the true ones.</summary>
public sealed class BottleneckChapterTests
{
    [Fact]
    public void The_saving_is_said_of_weights_and_memory_and_networks_apart()
    {
        var text = Text(Blocks(0.04));

        Assert.Contains("holds 69,632: 94.1 % fewer, a factor of 16.9×", text, StringComparison.Ordinal);
        Assert.Contains("a saving of 25.0 % and not of 94.1 %", text, StringComparison.Ordinal);
        Assert.Contains("would have 340 M parameters instead of 23.5 M", text, StringComparison.Ordinal);
        Assert.Contains("the saving is 5.6 % of weights and multiply-accumulates, and it keeps 3.0× as much memory. In time it takes 1.25× (1.25 to 1.25) as long (n = 3)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Less_time_than_the_multiply_accumulates_say_is_a_reservation_and_as_much_is_none()
    {
        Assert.Contains("does not quite hold for time. Measured on Synthetic CPU", Text(Blocks(0.04)), StringComparison.Ordinal);
        Assert.Contains("take 10.0× (10.0 to 10.0) as long as the bottleneck’s (median and range of n = 3 repetitions", Text(Blocks(0.04)), StringComparison.Ordinal);
        Assert.Contains("It holds for time.", Text(Blocks(0.02)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_times_the_chapter_says_so_and_shows_none()
    {
        var text = Text(null);

        Assert.Contains("Whether it holds for time was not measured", text, StringComparison.Ordinal);
        Assert.Contains("Times were not measured", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Forward, ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_another_machine_than_the_runs_are_said_to_be()
    {
        const string sentence = "The runs of this report were made on another machine.";
        var elsewhere = SyntheticBenchmark.Blocks(SyntheticResults.Machine with { Accelerator = "Another GPU" });

        Assert.DoesNotContain(sentence, Text(Blocks(0.04)), StringComparison.Ordinal);
        Assert.Contains("Measured on Another GPU", Text(elsewhere), StringComparison.Ordinal);
        Assert.Contains(sentence, Text(elsewhere), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_the_blocks_alone_is_shown_here_and_is_no_training_speed()
    {
        var benchmark = SyntheticBenchmark.Record(SyntheticResults.Machine) with { Results = [] };

        Assert.IsType<Paragraph>(Assert.Single(SpeedTable.Write(benchmark, fault: null)));
    }

    private static BlockTimesRecord Blocks(double bottleneck) => SyntheticBenchmark.Blocks(SyntheticResults.Machine, bottleneck);

    private static string Text(BlockTimesRecord? blocks)
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        var inputs = ReportInputs.Read(results.Layout) with { Benchmark = SyntheticBenchmark.Record(SyntheticResults.Machine) with { Blocks = blocks } };
        return string.Join('\n', BottleneckChapter.Write(inputs).Blocks.Select(TextOf)).Replace('\u00A0', ' ');
    }

    private static string TextOf(Block block) => block switch
    {
        Paragraph paragraph => paragraph.Text.Text,
        BulletList list => string.Join('\n', list.Items.Select(item => item.Text)),
        TableBlock table => string.Join('\n', [.. table.Columns.Select(column => column.Title), .. table.Rows.SelectMany(row => row).Select(cell => cell.Text), table.Note.Text]),
        _ => "",
    };
}
