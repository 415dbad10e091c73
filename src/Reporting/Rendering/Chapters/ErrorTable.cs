using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Final errors of several arms, with what others published beside them.</summary>
internal static class ErrorTable
{
    public static TableBlock Write(string label, Prose caption, IReadOnlyList<ArmView> arms, Plan plan) => new(
        label,
        caption,
        [
            new Column("Network"), new Column("n"), Column.Number("Training"), Column.Number("Training, re-evaluated"),
            Column.Number("Test"), Column.Number("Best test (optimistic)"), Column.Number("Published test"),
        ],
        [.. arms.Select(Row)],
        Note(arms, plan));

    private static IReadOnlyList<Prose> Row(ArmView arm) =>
    [
        arm.Name,
        arm.Seeds,
        Quantity.WithInterval(arm.Record?.TrainError),
        Quantity.WithInterval(arm.Record?.TrainEvaluationError),
        Quantity.WithInterval(arm.Record?.TestError),
        Quantity.WithInterval(arm.Record?.BestTestError),
        PublishedValues.TestError(arm.Model)?.Text ?? Quantity.Missing,
    ];

    private static Prose Note(IReadOnlyList<ArmView> arms, Plan plan)
    {
        var sources = arms
            .Select(arm => (arm.Name, Value: PublishedValues.TestError(arm.Model)))
            .Where(pair => pair.Value is not null)
            .GroupBy(pair => pair.Value!.Source, pair => pair.Name)
            .Select(group => $"{string.Join(", ", group)}: {group.Key}.");
        var published = string.Join(" ", sources);
        var comparable = arms.Where(arm => PublishedValues.TestError(arm.Model) is not null).All(arm => PlanScale.IsPublished(plan, arm.Arm));
        var scale = comparable ? "" : "Published errors come from the full data set and schedule; they are not a target for this plan. ";
        return $"“Training” is the last epoch’s mean over its own batches; “re-evaluated” is the same images once more after it, without augmentation. Where n = 1 there is no interval. The best test error is taken at the epoch that suits the test set best and is shown only as a caution. {(published.Length == 0 ? "No published value exists for these widths." : scale + published)}";
    }
}
