using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Writers;
using Harness.Reporting.Tests.Rendering;

namespace Harness.Reporting.Tests.Analysis;

public sealed class RecordedPredictionsTests
{
    [Fact]
    public void Completed_runs_have_theirs_and_others_have_none()
    {
        using var results = SyntheticReport.Eventful();
        var inputs = ReportInputs.Read(results.Layout);

        Assert.Equal(3, inputs.Predictions.Of("plain-20").Count);
        Assert.Equal(2, inputs.Predictions.Of("plain-56").Count);
        Assert.Empty(inputs.Predictions.Of("narrow-resnet-50"));
        Assert.Equal(
            inputs.Manifests.Where(manifest => manifest.Status == RunStatus.Completed).Select(manifest => Math.Round(10_000 * manifest.Final!.TestError)),
            inputs.Plan.Arms.SelectMany(arm => inputs.Predictions.Of(arm.Id)).Select(run => (double)run.Errors));
    }

    [Fact]
    public void Predictions_that_were_changed_after_the_analysis_are_refused()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        File.AppendAllText(results.Layout.Run(new RunId("plain-20", 1)).Predictions, "x");

        Assert.Contains("changed after the run ended", Assert.Throws<HarnessException>(() => ReportInputs.Read(results.Layout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_predictions_the_report_says_so_in_a_sentence_and_draws_nothing()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        foreach (var run in results.Plan.Expand())
        {
            File.Delete(results.Layout.Run(run).Predictions);
        }

        var report = SyntheticReport.Compose(results);

        Assert.Contains("neither a confusion matrix nor a table of precision and recall", MarkdownWriter.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain(Blocks(report), block => block is FigureBlock { Label: "fig-confusion" } or TableBlock { Label: "tab-classes" });
    }

    [Fact]
    public void The_confusion_matrix_is_of_the_shallowest_residual_net_and_names_its_n()
    {
        using var results = SyntheticReport.Eventful();

        var figure = Blocks(SyntheticReport.Compose(results)).OfType<FigureBlock>().Single(block => block.Label == "fig-confusion");

        Assert.Equal("Confusion matrix of ResNet-18 ×0.25", figure.Title);
        Assert.Contains("(n = 1)", figure.Caption.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("automobile", figure.Alternative, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_a_seed_never_predicts_has_a_dash_for_its_precision()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        var run = new RunId("narrow-plain-18", 1);
        var recorded = PredictionsFile.Read(results.Layout.Run(run).Predictions);
        // As many errors as before, as the analysis checks: images of class 3 that were right become wrong in turn for as many wrong ones of class 4.
        var predicted = recorded.Predicted.ToArray();
        var labels = recorded.Labels.ToArray();
        var freed = 0;
        for (var image = 0; image < labels.Length; image++)
        {
            if (predicted[image] == 3)
            {
                predicted[image] = (byte)(labels[image] == 5 ? 6 : 5);
                freed += labels[image] == 3 ? 1 : 0;
            }
        }

        for (var image = 0; freed > 0; image++)
        {
            if (labels[image] != 3 && predicted[image] != labels[image])
            {
                predicted[image] = labels[image];
                freed--;
            }
        }

        results.WriteRun(run, predictions: new PredictionsFile(predicted, labels));
        SyntheticReport.AnalyseAndJudge(results);

        var table = Blocks(SyntheticReport.Compose(results)).OfType<TableBlock>().Single(block => block.Label == "tab-classes");
        Assert.Equal(Quantity.Missing, Cell(0, 6));
        Assert.Equal("0.0", Cell(1, 6));
        Assert.Equal("0.0", Cell(2, 6));
        Assert.Equal(Quantity.Missing, Cell(0, 13));
        Assert.Contains("A dash: in at least one seed no image was taken for the class", table.Note.Text, StringComparison.Ordinal);

        string Cell(int row, int column) => table.Rows[row][column].Text;
    }

    private static IEnumerable<Block> Blocks(ReportDocument report) => report.Chapters.SelectMany(chapter => chapter.Blocks);
}
