using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Precision, recall and F1 of several networks class by class, means over seeds.</summary>
internal static class ClassTable
{
    private static readonly IReadOnlyList<(string Name, Func<ConfusionMatrix, int, double?> Of)> Metrics =
    [
        ("precision", (matrix, one) => matrix.Precision(one)),
        ("recall", (matrix, one) => matrix.Recall(one)),
        ("F1", (matrix, one) => matrix.F1(one)),
    ];

    /// <summary>The table, or nothing where no network's predictions were recorded.</summary>
    public static IEnumerable<Block> Write(string label, Prose caption, IReadOnlyList<ArmView> arms, RecordedPredictions predictions)
    {
        var matrices = arms
            .Select(arm => (arm.Name, Seeds: predictions.Of(arm.Arm.Id).Select(run => new ConfusionMatrix(run)).ToList()))
            .Where(arm => arm.Seeds.Count > 0)
            .ToList();
        if (matrices.Count == 0)
        {
            yield break;
        }

        var rows = matrices.SelectMany(arm => Metrics.Select((metric, index) => Row(index == 0 ? arm.Name : "", index == 0 ? Quantity.Count(arm.Seeds.Count) : "", metric.Name, arm.Seeds, metric.Of))).ToList();
        var undefined = matrices.SelectMany(arm => arm.Seeds).Any(seed => Enumerable.Range(0, ConfusionMatrix.Classes).Any(one => seed.Precision(one) is null));
        yield return new TableBlock(
            label,
            caption,
            [new Column("Network"), new Column("n"), new Column(""), .. ClassNames.All.Select(Column.Number), Column.Number("macro")],
            rows,
            Note(matrices[0].Seeds[0], undefined));
    }

    private static IReadOnlyList<Prose> Row(string name, string n, string metric, List<ConfusionMatrix> seeds, Func<ConfusionMatrix, int, double?> of) =>
    [
        name,
        n,
        metric,
        .. Enumerable.Range(0, ConfusionMatrix.Classes).Select(one => (Prose)Mean([.. seeds.Select(seed => of(seed, one))])),
        Mean([.. seeds.Select(seed => ConfusionMatrix.MacroAverage(one => of(seed, one)))]),
    ];

    // A mean over the seeds that have the value would be of other seeds than its neighbours.
    private static string Mean(List<double?> seeds) => Quantity.Points(seeds.All(seed => seed is not null) ? seeds.Average() : null, 1);

    private static Prose Note(ConfusionMatrix first, bool undefined)
    {
        var supports = Enumerable.Range(0, ConfusionMatrix.Classes).Select(first.Support).Distinct().ToList();
        var support = supports.Count == 1 ? $" Support: {Quantity.Count(supports[0])} test images of each class." : "";
        var dash = undefined
            ? " A dash: in at least one seed no image was taken for the class, so its precision, and with it the macro average, is undefined; F1 is 0 there."
            : "";
        return $"Precision: of the images taken for a class, the share that is of it. Recall: of the images of a class, the share taken for it. F1: their harmonic mean, 2TP/(2TP + FP + FN). Each is computed for one seed’s final weights and then averaged over n seeds; macro is the mean over the ten classes.{support}{dash}";
    }
}
