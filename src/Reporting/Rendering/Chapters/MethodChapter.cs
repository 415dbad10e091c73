using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>How the networks were trained and where that leaves the paper.</summary>
internal static class MethodChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var deviations = PaperProtocol.Compare(inputs);
        var differing = deviations.Count(row => row.Differs);
        return new Chapter("sec-method", "Method, and deviations from the paper",
        [
            new Paragraph(Prose.Of($"All networks of a comparison are trained by one recipe, differ in depth or in their shortcuts alone, and see the images in the order that their seed draws. Errors are judged after the last epoch. Intervals are two-sided t intervals over seeds; differences are tested by Welch’s test, which does not assume that two arms scatter alike, and trends over depth by the slope of the means with the same variances. A claim is decided where its p-value stays at or below 5 % after Holm’s correction over the claims that answer the same question. The seeds that would settle an open claim are computed from the power of the same test at the measured values.")),
            new Paragraph(Prose.Of($"{Span.Reference("tab-protocol")} sets this plan beside section 4.2 of He et al. (2015); {differing} of {deviations.Count} points differ, printed bold.")),
            new TableBlock(
                "tab-protocol",
                "The published protocol and this plan’s.",
                [new Column(""), Column.Wide("He et al. 2015, section 4.2"), Column.Wide("This plan", 1.3)],
                [.. deviations.Select(row => new Prose[] { row.Aspect, row.Paper, row.Differs ? Span.Strong(row.Here) : row.Here })],
                "“Not recorded” where no run has finished that could say."),
            Recipes(inputs.Plan),
        ]);
    }

    private static TableBlock Recipes(Plan plan) => new(
        "tab-recipes",
        "Recipes and the networks that are trained by them.",
        [new Column("Recipe"), Column.Wide("Networks"), Column.Number("Epochs"), Column.Number("Steps"), Column.Number("Batch"), Column.Wide("Learning rate", 0.7)],
        [.. plan.Recipes.Select(pair => new Prose[]
        {
            Span.Code(pair.Key),
            string.Join(", ", plan.Arms.Where(arm => arm.Recipe == pair.Key).Select(arm => arm.Id)),
            Quantity.Count(pair.Value.TotalEpochs(plan.Dataset.TrainingImages)),
            Quantity.Count(pair.Value.TotalSteps(plan.Dataset.TrainingImages)),
            Quantity.Count(pair.Value.BatchSize),
            PaperProtocol.Schedule(pair.Value),
        })],
        Prose.Empty);
}
