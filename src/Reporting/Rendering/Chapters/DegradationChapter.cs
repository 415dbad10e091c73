using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The 6n+2 nets: curves, final errors, tests, gradients and responses.</summary>
internal static class DegradationChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var family = inputs.Arms.Of(ModelFamily.ThreeStage);
        if (family.Count == 0)
        {
            return new Chapter("sec-degradation", "Plain and residual networks of growing depth",
                [new Paragraph("This plan trains none of the 6n+2 networks on which He et al. measure degradation, so this report says nothing about it.")]);
        }

        return new Chapter("sec-degradation", "Plain and residual networks of growing depth",
        [
            new Paragraph("A deeper net can always copy a shallower one and pass the rest through unchanged, so more layers should never raise the training error. He et al. (2015, section 4.2) found that in plain nets they do, and called it degradation: a fault of optimisation, since overfitting would lower the training error. With identity shortcuts, copying costs nothing, and the order of the curves is expected to turn around."),
            new Paragraph(Prose.Of($"{Story(family)} Every seed is in {Span.Reference("tab-runs")}; what the paper concludes from such curves is judged in {Span.Reference("sec-claims")}.")),
            new Subheading("Errors"),
            new LearningCurvesFigure("fig-curves", "Learning curves of the 6n+2 networks", family)
                .ToBlock("No run of these networks has finished, so there are no curves to draw."),
            new FinalErrorFigure("fig-final", family, inputs.Plan)
                .ToBlock("For the same reason there are no final errors."),
            ErrorTable.Write("tab-final", "Final errors of the 6n+2 networks, in percent: mean ± half the 95 % t interval over seeds.", family, inputs.Plan),
            new Subheading("Tests"),
            .. ComparisonTable.Write("tab-tests", "Differences between arms by Welch’s test.", inputs, family),
            new Subheading("Gradients and responses"),
            new Paragraph("Why plain nets degrade is disputed: the seed document says that very small gradients reach their first layers; He et al. (2015, section 4.1) hold that unlikely where batch normalisation is used, and suspect convergence that slows exponentially with depth."),
            .. SignalSection.Write("", inputs, family),
        ]);
    }

    private static Prose Story(IReadOnlyList<ArmView> family)
    {
        var sentences = family.GroupBy(arm => arm.Model.IsResidual).Select(kind => Sentence([.. kind]));
        var text = string.Join(" ", sentences.Where(sentence => sentence.Length > 0));
        return text.Length > 0 ? text : "Too few of these networks have finished to compare two depths.";
    }

    private static string Sentence(IReadOnlyList<ArmView> kind)
    {
        var finished = kind.Where(arm => arm.Record?.TrainError is not null).ToList();
        if (finished.Count < 2)
        {
            return "";
        }

        var (shallow, deep) = (finished[0], finished[^1]);
        var (low, high) = (shallow.Record!.TrainError!, deep.Record!.TrainError!);
        var points = Quantity.Number(100 * Math.Abs(high.Mean - low.Mean), 1);
        var direction = high.Mean > low.Mean ? "above" : "below";
        return $"Here {deep.Name} ends at {Quantity.Percent(high.Mean, 1)} training error (n = {high.N}), {points} percentage points {direction} {shallow.Name} ({Quantity.Percent(low.Mean, 1)}, n = {low.N}).";
    }
}
