using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Runs are pooled into one mean only if nothing but arm, seed and machine tells them apart.</summary>
internal static class Pooling
{
    /// <exception cref="HarnessException">The runs disagree in dataset, precision, determinism, device class, code or TorchSharp version; all groups are named.</exception>
    public static void Require(IReadOnlyList<InspectedRun> runs)
    {
        var used = runs.Where(run => run.IsUsed).ToList();
        var faults = new List<string>();
        Check("dataset digest", identity => identity.DatasetSha256);
        Check("precision", identity => identity.Precision.ToString());
        Check("determinism", identity => identity.Deterministic ? "deterministic" : "not deterministic");
        Check("device class", identity => identity.Device.ToString());
        Check("code digest", identity => identity.CodeSha256);
        Check("TorchSharp version", identity => identity.TorchSharpVersion);
        if (faults.Count > 0)
        {
            throw new HarnessException(
                $"These runs must not be pooled, because they were not made under the same conditions.\n{string.Join('\n', faults)}\n"
                + "Train the smaller group again, or move it out of the plan's folder.");
        }

        void Check(string what, Func<RunIdentity, string> part)
        {
            var groups = used.GroupBy(run => part(run.Manifest!.Identity)).OrderByDescending(group => group.Count()).ToList();
            if (groups.Count > 1)
            {
                faults.Add($"  {what}:");
                faults.AddRange(groups.Select(group => $"    {group.Key}: {Names(group)}"));
            }
        }
    }

    private static string Names(IEnumerable<InspectedRun> runs)
    {
        var names = runs.Select(run => run.Run.ToString()).ToList();
        return names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
    }
}
