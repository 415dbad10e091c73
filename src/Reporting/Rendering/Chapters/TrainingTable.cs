using Harness.Contracts.Analysis;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>How long several networks were trained and at what rate, and where they were best.</summary>
internal static class TrainingTable
{
    public static TableBlock Write(string label, Prose caption, IReadOnlyList<ArmView> arms, ReportInputs inputs) => new(
        label,
        caption,
        [
            new Column("Network"), new Column("n"), Column.Number("Final test, %"), Column.Number("Best test, % (optimistic)"), Column.Number("Best epoch (optimistic)"),
            Column.Number("Epochs"), Column.Number("Minutes a run"), Column.Number("Images/s"),
        ],
        [.. arms.Select(arm => Row(arm, inputs))],
        "Final: after the last epoch. Best: at the epoch that suits the test set best, which a user could not have known; from the smallest to the largest of the seeds where they differ. Minutes: mean of training and evaluation together. Images/s: median over the runs of each one’s median over epochs, smallest and largest in brackets. Runs of a plan may share a device, so this is no benchmark.");

    private static IReadOnlyList<Prose> Row(ArmView arm, ReportInputs inputs)
    {
        var runs = inputs.Analysis.Runs.Where(run => run.Run.Arm == arm.Arm.Id && run.State == RunState.Completed).ToList();
        return
        [
            arm.Name,
            arm.Seeds,
            Quantity.WithInterval(arm.Record?.TestError),
            Quantity.WithInterval(arm.Record?.BestTestError),
            Epochs([.. runs.Select(run => run.Final).OfType<FinalMetrics>().Select(final => final.BestTestEpoch)]),
            Quantity.Count(inputs.Plan.RecipeOf(arm.Arm).TotalEpochs(inputs.Plan.Dataset.TrainingImages)),
            arm.Record?.ElapsedSeconds is { } seconds ? Quantity.Number(seconds.Mean / 60, 1) : Quantity.Missing,
            Rate([.. runs.Select(run => run.ImagesPerSecond).OfType<double>().Order()]),
        ];
    }

    private static string Epochs(List<int> epochs) => epochs.Count == 0 ? Quantity.Missing
        : epochs.Min() == epochs.Max() ? Quantity.Count(epochs[0])
        : $"{Quantity.Count(epochs.Min())} to {Quantity.Count(epochs.Max())}";

    /// <param name="rates">Rising.</param>
    private static string Rate(List<double> rates) => rates.Count switch
    {
        0 => Quantity.Missing,
        1 => Whole(rates[0]),
        var n => $"{Whole((rates[(n - 1) / 2] + rates[n / 2]) / 2)} ({Whole(rates[0])} to {Whole(rates[^1])})",
    };

    private static string Whole(double rate) => Quantity.Count((long)Math.Round(rate));
}
