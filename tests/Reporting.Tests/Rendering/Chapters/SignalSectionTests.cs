using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Writers;

namespace Harness.Reporting.Tests.Rendering.Chapters;

public sealed class SignalSectionTests
{
    [Fact]
    public void The_text_says_by_how_much_the_first_stage_exceeds_the_last_with_n_and_how_the_claims_were_judged()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1, 2, 3));

        var text = Text(results);

        // Two convolutions in each of three stages, gradients falling by 5 (plain) or 1.2 (residual) from layer to layer of the record, in which a projection stands
        // between the second stage and the third: 5^5 and 1.2^5 from the first stage to the last, in every seed.
        Assert.Contains("At initialisation the first stage’s relative gradient is 3125 (3125 to 3125) times the last stage’s in plain-56 (n = 3) and 2.5 (2.5 to 2.5) times the last stage’s in ResNet-56 (n = 3).", text, StringComparison.Ordinal);
        Assert.Matches(@"[1-9] claims about gradients rest on these nets: [1-9]", text);
        Assert.Matches(@"[1-9] claims about responses rest on these nets: [1-9]", text);
        Assert.Contains("| plain-20 | 3 | 3125", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_diagnoses_leave_a_sentence_and_no_figure()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2));
        foreach (var run in results.Plan.Expand())
        {
            results.WriteRun(run, change: WithoutDiagnoses);
        }

        SyntheticReport.AnalyseAndJudge(results);

        Assert.Empty(SignalFigures(results));
        Assert.Contains("No finished run of these networks was diagnosed layer by layer, so this report says nothing about their gradients and responses.", Text(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_without_the_files_keeps_the_numbers_of_the_analysis_and_says_why_there_is_no_figure()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1, 2));
        foreach (var run in results.Plan.Expand())
        {
            File.Delete(results.Layout.Run(run).Diagnostics);
        }

        var text = Text(results);

        Assert.Empty(SignalFigures(results));
        Assert.Contains("The values of single layers are not in this copy of the results", text, StringComparison.Ordinal);
        Assert.Contains("| plain-20 | 2 | 3125", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_without_diagnoses_is_named_and_the_others_are_drawn()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2));
        foreach (var run in results.Plan.Expand().Where(run => run.Arm == "plain-56"))
        {
            results.WriteRun(run, change: WithoutDiagnoses);
        }

        SyntheticReport.AnalyseAndJudge(results);

        var gradients = SignalFigures(results).Single(figure => figure.Label == "fig-gradients");
        Assert.Equal(2, gradients.Panels.Count);
        Assert.Contains("Not drawn in every panel, for want of a diagnosis: plain-56.", gradients.Caption.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.All(gradients.Panels, panel => Assert.DoesNotContain("plain-56", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_changed_after_the_analysis_is_refused_by_the_name_of_its_run()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        File.AppendAllText(results.Layout.Run(new RunId("resnet-20", 1)).Diagnostics, " ");

        var fault = Assert.Throws<HarnessException>(() => SyntheticReport.Compose(results));

        Assert.StartsWith("resnet-20/seed-1/diagnostics.jsonl does not have the digest", fault.Message, StringComparison.Ordinal);
    }

    private static RunManifest WithoutDiagnoses(RunManifest manifest) =>
        manifest with { Files = [.. manifest.Files.Where(file => file.Path != RunLayout.DiagnosticsName)] };

    private static List<FigureBlock> SignalFigures(SyntheticResults results) =>
        [.. SyntheticReport.Compose(results).Chapters.SelectMany(chapter => chapter.Blocks).OfType<FigureBlock>()
            .Where(figure => figure.Label.StartsWith("fig-gradients", StringComparison.Ordinal) || figure.Label.StartsWith("fig-responses", StringComparison.Ordinal))];

    private static string Text(SyntheticResults results) => MarkdownWriter.Write(SyntheticReport.Compose(results)).Replace('\u00A0', ' ');
}
