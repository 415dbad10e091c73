using Harness.Contracts;
using Harness.Contracts.Comparisons;

namespace Harness.Reporting.Comparing;

/// <summary>Puts two sets of results side by side: of two machines, two library versions, two precisions, or two plans with arms in common.</summary>
internal static class ResultsComparison
{
    /// <summary>Holm-adjusted p-values below this are differences.</summary>
    public const double Significance = 0.05;

    /// <exception cref="HarnessException">The plans have no network in common.</exception>
    public static ComparisonReport Between(ResultSet a, ResultSet b)
    {
        var named = (from left in a.Plan.Arms join right in b.Plan.Arms on left.Id equals right.Id select (Arm: left, IsSame: left.Model == right.Model)).ToList();
        var shared = named.Where(pair => pair.IsSame).Select(pair => pair.Arm).ToList();
        if (shared.Count == 0)
        {
            throw new HarnessException(
                $"The plans '{a.Plan.Name}' and '{b.Plan.Name}' have no network in common, so there is nothing to compare.\n"
                + $"  A: {string.Join(", ", a.Plan.Arms.Select(arm => arm.Id))}\n  B: {string.Join(", ", b.Plan.Arms.Select(arm => arm.Id))}\n"
                + "Name two folders whose plans share an arm: the same id and the same model.");
        }

        var runs = RunComparison.Between(a, b);
        return new ComparisonReport
        {
            Schema = ComparisonReport.SchemaName,
            A = a.Digests,
            B = b.Digests,
            Conditions = ConditionComparison.Between(a, b),
            OtherNetworks = [.. named.Where(pair => !pair.IsSame).Select(pair => pair.Arm.Id)],
            Runs = runs,
            Claims = ClaimComparison.Between(a, b),
            Level = MetricComparison.Level.Value,
            Metrics = MetricComparison.Between(a, b, shared, runs),
        };
    }

    public static bool IsSignificant(ComparedMetric metric) => metric.AdjustedPValue < Significance;
}
