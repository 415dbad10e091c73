using System.Globalization;
using Harness.Contracts;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>What a long-lived process held over time, and whether that grew.</summary>
/// <param name="name">Of the process, for messages.</param>
internal sealed class HoldingsSeries(string name)
{
    /// <summary>Memory may differ so much between the series' second and last quarter: the garbage collector has its moods.</summary>
    private const double AllowedMebibytes = 16;

    /// <summary>A handle or thread more may just be open at the moment of the sample.</summary>
    private const int AllowedCount = 2;

    private const int FewestSamples = 8;

    private readonly List<ProcessHoldings> _samples = [];

    public string Name => name;

    public void Add(ProcessHoldings holdings) => _samples.Add(holdings);

    /// <summary>One sentence for each of memory, handles and threads that grew; none if all are flat.</summary>
    /// <remarks>The first quarter is left out: programs are compiled and caches filled then.</remarks>
    public IEnumerable<string> Growth()
    {
        if (_samples.Count < FewestSamples)
        {
            yield return $"{name}: only {_samples.Count} samples; whether it grows is not known.";
            yield break;
        }

        var (early, late) = (Median(Quarter(1)), Median(Quarter(3)));
        if (late.ResidentMebibytes - early.ResidentMebibytes > AllowedMebibytes)
        {
            yield return Invariant($"{name}: memory grew from {early.ResidentMebibytes:F0} to {late.ResidentMebibytes:F0} MiB.");
        }

        if (late.Handles - early.Handles > AllowedCount)
        {
            yield return Invariant($"{name}: open handles grew from {early.Handles} to {late.Handles}.");
        }

        if (late.Threads - early.Threads > AllowedCount)
        {
            yield return Invariant($"{name}: threads grew from {early.Threads} to {late.Threads}.");
        }
    }

    /// <summary>The medians of each quarter.</summary>
    public override string ToString()
    {
        var quarters = _samples.Count < FewestSamples ? [] : Enumerable.Range(0, 4).Select(quarter => Median(Quarter(quarter))).ToList();
        return $"{name}: {Join(of => of.ResidentMebibytes.ToString("F0", CultureInfo.InvariantCulture))} MiB, "
            + $"{Join(of => of.Handles.ToString(CultureInfo.InvariantCulture))} handles, {Join(of => of.Threads.ToString(CultureInfo.InvariantCulture))} threads ({_samples.Count} samples)";

        string Join(Func<ProcessHoldings, string> part) => string.Join(", ", quarters.Select(part));
    }

    private ProcessHoldings[] Quarter(int index) => [.. _samples.Skip(index * _samples.Count / 4).Take(_samples.Count / 4)];

    private static ProcessHoldings Median(ProcessHoldings[] samples) => new(
        Middle(samples.Select(sample => sample.ResidentMebibytes)),
        (int)Middle(samples.Select(sample => (double)sample.Handles)),
        (int)Middle(samples.Select(sample => (double)sample.Threads)));

    private static double Middle(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
