using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Training and test error of one family, plain nets on the left and residual nets on the right, as in Figure 6 of He et al. 2015.</summary>
internal sealed class LearningCurvesFigure(string label, string title, IReadOnlyList<ArmView> family) : Figure
{
    public override string Label => label;

    public override string Title => title;

    public override Prose Caption => Prose.Of(
        $"{Arrangement} {ErrorCurves.BandNote(family, Split.Train)}{ErrorCurves.CutNote(family, Split.Train, Split.Test)} Training error is the mean over the epoch’s own batches; test error is measured on all 10,000 test images.");

    private string Arrangement => family.Where(arm => arm.Curve(Split.Train).Count > 0).Select(arm => arm.Model.IsResidual).Distinct().Count() == 2
        ? "Training error (top) and test error (bottom) against epochs, plain nets left and residual nets right, on one vertical scale a row."
        : "Training error (left) and test error (right) against epochs.";

    public override string Alternative =>
        $"Line charts. Training error at the last epoch: {ErrorCurves.Finals(family, Split.Train)}. Test error at the last epoch: {ErrorCurves.Finals(family, Split.Test)}.";

    public override IReadOnlyList<Svg> Draw() => [.. Row(Split.Train, "training error, %"), .. Row(Split.Test, "test error, %")];

    private IEnumerable<Svg> Row(Split split, string yTitle)
    {
        var drawn = family.Where(arm => arm.Curve(split).Count > 0).ToList();
        var axes = ErrorCurves.Axes(drawn, yTitle, split) with { XLow = ErrorCurves.Axes(family, yTitle, Split.Train).XLow };
        var what = split == Split.Train ? "training error" : "test error";
        return from kind in drawn.GroupBy(arm => arm.Model.IsResidual)
               orderby kind.Key
               let name = kind.Key ? "Residual" : "Plain"
               select new CurvePanel($"{name} nets: {what}", axes, HalfWidth, 168).Draw([.. kind.Select(arm => ErrorCurves.Of(arm, split))]);
    }
}
