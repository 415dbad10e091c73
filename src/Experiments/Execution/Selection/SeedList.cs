using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Execution.Selection;

/// <summary>Seeds as a person writes them: <c>3</c>, <c>1-5</c>, <c>1,2,5</c>, <c>1-3,7</c>.</summary>
internal static class SeedList
{
    private const int Most = 10_000;

    /// <exception cref="HarnessException">The text is no such list, or names a seed twice.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var seeds = text.Split(',').SelectMany(part => Range(part, text)).Take(Most + 1).ToList();
        return seeds.Count <= Most && seeds.Distinct().Count() == seeds.Count
            ? seeds
            : throw new HarnessException($"--seeds {text} names {(seeds.Count > Most ? $"more than {Most} seeds" : "a seed twice")}. Expected a list such as 1-5 or 1,2,5, each seed once.");
    }

    /// <summary>The same plan with every arm repeated over these seeds, and under the same name: a run's seed is part of what it is, so runs of other seeds stay what they are.</summary>
    public static Plan Apply(Plan plan, string? seeds) =>
        seeds is null ? plan : plan with { Seeds = Parse(seeds), Arms = [.. plan.Arms.Select(arm => arm with { Seeds = null })] };

    private static IEnumerable<int> Range(string part, string text)
    {
        var ends = part.Split('-');
        return ends.Length <= 2 && TryRead(ends[0], out var first) && TryRead(ends[^1], out var last) && first <= last && last - first < Most
            ? Enumerable.Range(first, last - first + 1)
            : throw new HarnessException($"--seeds {text} is no list of seeds. Expected numbers from 0 and ranges of them, for instance 3, 1-5 or 1,2,5.");
    }

    private static bool TryRead(string text, out int seed) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed) && seed < int.MaxValue;
}
