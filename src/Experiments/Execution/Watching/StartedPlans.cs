using Harness.Contracts;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Execution.Watching;

/// <summary>The plans that have results in a folder.</summary>
internal static class StartedPlans
{
    /// <param name="planName">A plan's name, its file, or <see cref="PlanCatalogue.Auto"/>: the plan that was started last.</param>
    /// <param name="results">The folder that holds one folder of results a plan.</param>
    /// <exception cref="HarnessException">There are no results of this plan.</exception>
    public static ResultsLayout Find(string planName, string results)
    {
        var name = planName.EndsWith(".json", StringComparison.Ordinal) ? Plan.Read(planName).Name : planName;
        if (name == PlanCatalogue.Auto)
        {
            return Started(results).MaxBy(layout => File.GetLastWriteTimeUtc(layout.Plan)) ?? throw new HarnessException(
                $"There are no results in {results}. Start a plan with 'experiments train', or name with --results the folder that it writes to.");
        }

        var layout = new ResultsLayout(results, name);
        if (File.Exists(layout.Plan))
        {
            return layout;
        }

        var others = string.Join(", ", Started(results).Select(other => Path.GetFileName(other.Folder)).Order());
        throw new HarnessException($"There is no {layout.Plan}: the plan '{name}' was not started there{(others.Length > 0 ? $"; in that folder there is {others}" : "")}. Start it with 'experiments train --plan {planName}', or name with --results the folder that it writes to.");
    }

    private static IEnumerable<ResultsLayout> Started(string results) => Directory.Exists(results)
        ? Directory.EnumerateDirectories(results).Select(folder => new ResultsLayout(results, Path.GetFileName(folder))).Where(layout => File.Exists(layout.Plan))
        : [];
}
