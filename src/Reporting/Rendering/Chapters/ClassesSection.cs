using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What the networks of a family predict, class by class: one network's confusions, and precision, recall and F1 of all.</summary>
internal static class ClassesSection
{
    /// <param name="family">Networks whose predictions may be shown.</param>
    public static IEnumerable<Block> Write(IReadOnlyList<ArmView> family, RecordedPredictions predictions)
    {
        yield return new Subheading("Errors class by class");
        if (Shown(family, predictions) is not { } shown)
        {
            yield return new Paragraph("No finished run of these networks has left its test predictions, so there is neither a confusion matrix nor a table of precision and recall.");
            yield break;
        }

        var runs = predictions.Of(shown.Arm.Id);
        var matrix = new ConfusionMatrix(runs);
        yield return new Paragraph(Prose.Of($"{Span.Reference("fig-confusion")} shows {shown.Name}, the shallowest of the widest {(shown.Model.IsResidual ? "residual" : "plain")} networks here whose predictions were recorded. It is right on {Quantity.Percent(matrix.Accuracy, 1)} of the test images (n = {runs.Count}){Confusions(matrix)}. {Span.Reference("tab-classes")} has all of these networks."));
        yield return new ConfusionFigure("fig-confusion", shown.Name, matrix, runs.Count).ToBlock("");
        foreach (var block in ClassTable.Write("tab-classes", "Precision, recall and F1 of the four-stage networks by class, in percent: means over seeds.", family, predictions))
        {
            yield return block;
        }
    }

    // The seed document trains ResNet-18: a residual net before a plain one, the widest, and of those the shallowest.
    private static ArmView? Shown(IReadOnlyList<ArmView> family, RecordedPredictions predictions) => family
        .Where(arm => predictions.Of(arm.Arm.Id).Count > 0)
        .OrderByDescending(arm => arm.Model.IsResidual)
        .ThenByDescending(arm => arm.Model.WidthMultiplier)
        .ThenBy(arm => arm.Model.Depth)
        .FirstOrDefault();

    private static string Confusions(ConfusionMatrix matrix) =>
        ClassConfusion.Sentence(matrix, 3) is { Length: > 0 } sentence ? $"; most often confused: {sentence}" : "";
}
