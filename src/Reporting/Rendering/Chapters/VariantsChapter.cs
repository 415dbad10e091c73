using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The four-stage nets 18 to 152, as far as the plan trains them.</summary>
internal static class VariantsChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        const string label = "sec-variants";
        const string title = "The 18-, 34- and 50-layer networks";
        var family = inputs.Arms.Of(ModelFamily.FourStage);
        if (family.Count == 0)
        {
            return new Chapter(label, title,
            [
                new Paragraph(Prose.Of($"This plan trains none of the four-stage networks. Their sizes are still counted in {Span.Reference("sec-architecture")}.")),
                .. ShowcaseSection.Write(inputs),
            ]);
        }

        return new Chapter(label, title,
        [
            new Paragraph(Prose.Of($"These are the ImageNet networks fitted to 32×32 images: a 3×3 stem, no initial pooling, four stages. He et al. did not train them on CIFAR-10, so their numbers test no claim of the paper on this data set; on ImageNet the paper finds plain-18 and ResNet-18 nearly tied and plain-34 clearly behind ResNet-34 (Table 2). {Widths(family)}")),
            .. Overfitting(family),
            new HistoryFigure("fig-variants", "Learning curves and schedule of the four-stage networks", family, inputs.Plan)
                .ToBlock("No run of these networks has finished, so there are no curves to draw."),
            new FinalErrorFigure("fig-variants-final", family, inputs.Plan)
                .ToBlock("For the same reason there are no final errors."),
            ErrorTable.Write("tab-variants", "Final errors of the four-stage networks, in percent: mean ± half the 95 % t interval over seeds.", family, inputs.Plan),
            TrainingTable.Write("tab-variants-training", "Best and final epoch, time and speed of the four-stage networks.", family, inputs),
            .. ComparisonTable.Write("tab-variants-tests", "Differences between four-stage arms by Welch’s test.", inputs, family),
            .. SignalSection.Write("-variants", inputs, family),
            .. ClassesSection.Write(family, inputs.Predictions),
            .. ShowcaseSection.Write(inputs),
        ]);
    }

    /// <summary>The seed document's question to its one run, asked of every network that finished.</summary>
    private static IEnumerable<Block> Overfitting(IReadOnlyList<ArmView> family)
    {
        var gaps = family.Select(arm => (arm.Name, Gap: arm.Record?.GeneralisationGap)).Where(arm => arm.Gap is not null).ToList();
        if (gaps.Count == 0)
        {
            yield break;
        }

        var above = gaps.Where(arm => 100 * arm.Gap!.Mean > SeedThresholds.Judged).ToList();
        var which = above.Count == 0 ? "no network overfits" : above.Count == gaps.Count ? "every network overfits" : $"{above.Count} of {gaps.Count} networks overfit";
        var values = string.Join(", ", gaps.Select(arm => $"{Quantity.Number(100 * arm.Gap!.Mean, 1)} for {arm.Name} (n = {arm.Gap.N})"));
        yield return new Paragraph($"The seed document speaks of overfitting where the final training accuracy exceeds the test accuracy by more than {Quantity.Plain(SeedThresholds.Judged)} points. By that mark {which} here: the gaps, in points, are {values}. The mark says nothing about degradation, in which the training error itself is high.");
    }

    private static string Widths(IReadOnlyList<ArmView> family)
    {
        var narrow = family.Where(arm => arm.Model.WidthMultiplier < 1).Select(arm => arm.Model.WidthMultiplier).Distinct().ToList();
        return narrow.Count == 0
            ? "A plain net lacks the projection shortcuts of its residual twin and with them some parameters, so the two are not quite of one size."
            : $"Here their channel counts are multiplied by {string.Join(" and ", narrow.Select(Quantity.Plain))} so that they train quickly; a narrow net is another network than its full-width namesake.";
    }
}
