using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Which classes a network mistakes for which, summed over its seeds.</summary>
/// <param name="name">Of the network.</param>
/// <param name="runs">How many are summed; 0 draws nothing.</param>
internal sealed class ConfusionFigure(string label, string name, ConfusionMatrix matrix, int runs) : Figure
{
    public override string Label => label;

    public override string Title => $"Confusion matrix of {name}";

    public override Prose Caption =>
        $"Predictions of the final weights for the 10,000 test images, summed over seeds (n = {runs}). A row holds the images of one class; its cells say in percent which class they were taken for; the larger, the stronger the shade. The diagonal is the recall. At the margins: images of the class (right) and images taken for it (bottom).";

    public override string Alternative =>
        $"Ten by ten cells. Right on {Quantity.Percent(matrix.Accuracy, 1)} of the images (n = {runs}). Recall by class: {Recalls()}. Most frequent confusions: {ClassConfusion.Sentence(matrix, 5)}.";

    public override int PanelsPerRow => 1;

    public override IReadOnlyList<Svg> Draw() => runs == 0 ? [] : [new ConfusionPanel(name, ClassNames.All, FullWidth).Draw(matrix)];

    private string Recalls() => string.Join(", ", ClassNames.All.Select((one, index) => $"{one} {Quantity.Percent(matrix.Recall(index), 1)}"));
}

/// <summary>Images of one class that were taken for another.</summary>
internal sealed record ClassConfusion(string Label, string Predicted, double Share)
{
    /// <summary>The largest shares, in words; empty where nothing was confused.</summary>
    public static string Sentence(ConfusionMatrix matrix, int count) => string.Join(
        ", ", Largest(matrix).Take(count).Select(one => $"{one.Label} taken for {one.Predicted} ({Quantity.Percent(one.Share, 1)})"));

    /// <summary>The largest share first; of equal ones in the order of the classes.</summary>
    private static IEnumerable<ClassConfusion> Largest(ConfusionMatrix matrix) =>
        from label in Enumerable.Range(0, ConfusionMatrix.Classes)
        from predicted in Enumerable.Range(0, ConfusionMatrix.Classes)
        where label != predicted && matrix[label, predicted] > 0
        let share = matrix.Share(label, predicted)!.Value
        orderby share descending
        select new ClassConfusion(ClassNames.All[label], ClassNames.All[predicted], share);
}
