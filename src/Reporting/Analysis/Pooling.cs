using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Runs are pooled into one mean only if nothing but arm, seed and machine tells them apart.</summary>
internal static class Pooling
{
    /// <exception cref="HarnessException">The runs disagree in dataset, precision, determinism, device class, code or TorchSharp version; all groups are named.</exception>
    public static void Require(IReadOnlyList<InspectedRun> runs) => Require(
        [.. runs.Where(run => run.IsUsed).Select(run => (run.Run.ToString(), run.Manifest!.Identity))],
        "Train the smaller group again, or move it out of the plan's folder.");

    /// <param name="runs">What was used, by the name that it has in the message.</param>
    /// <param name="next">In a sentence, what to do about runs that disagree.</param>
    /// <exception cref="HarnessException">As above.</exception>
    public static void Require(IReadOnlyList<(string Name, RunIdentity Identity)> runs, string next)
    {
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
                $"These runs must not be pooled, because they were not made under the same conditions.\n{string.Join('\n', faults)}\n{next}");
        }

        void Check(string what, Func<RunIdentity, string> part)
        {
            var groups = runs.GroupBy(run => part(run.Identity), run => run.Name).OrderByDescending(group => group.Count()).ToList();
            if (groups.Count > 1)
            {
                faults.Add($"  {what}:");
                faults.AddRange(groups.Select(group => $"    {group.Key}: {Listing([.. group])}"));
            }
        }
    }

    private static string Listing(List<string> names) =>
        names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
}
