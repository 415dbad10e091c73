using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>
/// The seed document's training history for all networks of a family at once: loss, error, learning rate, and the gap between test and training. Its panels of
/// loss and accuracy hold one network's training and test curves; with several networks each becomes two.
/// </summary>
internal sealed class HistoryFigure(string label, string title, IReadOnlyList<ArmView> family, Plan plan) : Figure
{
    private const double Height = 148;

    /// <summary>Guessing costs ln 10 = 2.3 nats. One early evaluation far beyond must not flatten all curves.</summary>
    private const double HighestLoss = 5;

    private readonly IReadOnlyList<ArmView> _drawn = [.. family.Where(arm => arm.Curve(Split.Train).Count > 0)];

    public override string Label => label;

    public override string Title => title;

    public override Prose Caption => Prose.Of(
        $"The seed document’s training history, all networks in one figure: mean cross entropy and error, training left and test right on one vertical scale; learning rate of each recipe on a logarithmic axis, dotted lines at its milestones; gap between test and training error. Where the seed document plots accuracy, this is error, one minus accuracy, as everywhere in this report; the gap is the same number. Dotted across the gap: the seed document’s thresholds for overfitting, {Quantity.Plain(SeedThresholds.Drawn)} points in its plot and {Quantity.Plain(SeedThresholds.Judged)} points in the sentence that its program prints. Dashed curves: plain. Solid: residual. {ErrorCurves.BandNote(family, Split.Train)}{(IsLossCut ? $" Losses above {Quantity.Plain(HighestLoss)} are cut at the axis." : "")}");

    public override string Alternative =>
        $"Line charts. Training error at the last epoch: {ErrorCurves.Finals(family, Split.Train)}. Test error at the last epoch: {ErrorCurves.Finals(family, Split.Test)}. Gap at the last epoch: {Gaps()}.";

    public override IReadOnlyList<Svg> Draw()
    {
        if (_drawn.Count == 0)
        {
            return [];
        }

        var errors = ErrorCurves.Axes(_drawn, "error, %", Split.Train, Split.Test);
        errors = errors with { Names = [.. errors.Names, .. SeedThresholds.Lines.Select(line => line.Name)] };
        var losses = errors with { YTitle = "cross entropy, nats", YHigh = Math.Min(HighestLoss, Scale.RoundUp(Losses.DefaultIfEmpty(1).Max(), 5)) };
        return
        [
            Loss("Training loss", losses, Split.Train),
            Loss("Test loss", losses, Split.Test),
            Error("Training error", errors, Split.Train),
            Error("Test error", errors, Split.Test),
            .. Rates(errors),
            Gap(errors),
        ];
    }

    private IEnumerable<double> Losses => _drawn.SelectMany(arm => arm.Curve(Split.Train).Concat(arm.Curve(Split.Test))).Select(point => point.Loss).OfType<double>();

    private bool IsLossCut => Losses.Any(loss => loss > HighestLoss);

    private Svg Loss(string heading, CurveAxes axes, Split split) => new CurvePanel(heading, axes, HalfWidth, Height).Draw([.. _drawn.Select(arm => new CurveSeries(
        arm.Name,
        arm.Style,
        [.. from point in arm.Curve(split) where point.Loss is not null select new CurveSample(point.Epoch, point.Loss!.Value, point.LossLow, point.LossHigh)]))]);

    private Svg Error(string heading, CurveAxes axes, Split split) =>
        new CurvePanel(heading, axes, HalfWidth, Height).Draw([.. _drawn.Select(arm => ErrorCurves.Of(arm, split))]);

    private Svg Gap(CurveAxes axes)
    {
        var points = _drawn.SelectMany(arm => arm.Gap).Select(point => 100 * point.Mean).ToList();
        axes = axes with
        {
            YTitle = "gap, points",
            YLow = points.Min() < 0 ? -Scale.RoundUp(-points.Min(), 4) : 0,
            YHigh = Scale.RoundUp(Math.Max(points.Max(), SeedThresholds.Judged + 1), 4),
            Thresholds = SeedThresholds.Lines,
        };
        return new CurvePanel("Test minus training error", axes, HalfWidth, Height).Draw([.. _drawn.Select(arm => new CurveSeries(
            arm.Name, arm.Style, [.. arm.Gap.Select(point => new CurveSample(point.Epoch, 100 * point.Mean, 100 * point.Low, 100 * point.High))]))]);
    }

    /// <summary>One curve a recipe; none where a rate of 0 has no logarithm.</summary>
    private IEnumerable<Svg> Rates(CurveAxes axes)
    {
        var recipes = _drawn.GroupBy(arm => arm.Arm.Recipe).ToList();
        var series = from recipe in recipes
                     let rates = recipe.MaxBy(arm => arm.Curve(Split.Train).Count)!.Curve(Split.Train).Where(point => point.LearningRate > 0).ToList()
                     where rates.Count > 0
                     select new RateSeries(
                         recipes.Count == 1 ? "all" : recipe.Key,
                         [.. rates.Select(point => ((double)point.Epoch, point.LearningRate))],
                         Milestones(plan.Recipes[recipe.Key]));
        var drawable = series.ToList();
        return drawable.Count == 0
            ? []
            : [new LearningRatePanel("Learning rate, logarithmic", axes with { Names = [.. axes.Names, .. drawable.Select(one => one.Name)] }, HalfWidth, Height).Draw(drawable)];
    }

    private IReadOnlyList<double> Milestones(Recipe recipe) =>
        [.. recipe.Milestones.Select(milestone => recipe.Epochs is null ? milestone / (double)recipe.StepsPerEpoch(plan.Dataset.TrainingImages) : milestone)];

    private string Gaps() => string.Join(
        ", ",
        from arm in _drawn
        let gap = arm.Record?.GeneralisationGap
        where gap is not null
        select $"{arm.Name} {Quantity.Number(100 * gap.Mean, 1)} points (n = {gap.N})");
}
