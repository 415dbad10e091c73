using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Execution.Scaling;

/// <summary>
/// What a multiply-accumulate of each network costs one worker, from a benchmark's record. A network that was not measured takes the cost from the measured ones of its family:
/// interpolated over the logarithm of the network's own multiply-accumulates, and that of the nearest beyond them.
/// </summary>
internal sealed class StepCosts
{
    private readonly Dictionary<ModelFamily, List<(double Macs, double Seconds)>> _measured;

    private StepCosts(BenchmarkRecord record, IReadOnlyList<ThroughputRecord> chosen)
    {
        Machine = record.Machine;
        Precision = chosen[0].Precision;
        Workers = chosen[0].Workers;
        Measured = [.. chosen.Select(result => result.Model)];
        _measured = chosen
            .Select(result => (Spec: BenchmarkModels.Find(result.Model), result.ImagesPerSecond.Median))
            .GroupBy(result => result.Spec.Family)
            .ToDictionary(
                family => family.Key,
                family => family.Select(result => (Macs: MacsOf(result.Spec), Rate: result.Median))
                    .OrderBy(result => result.Macs)
                    .Select(result => (result.Macs, Workers / (result.Rate * PlannedRuns.TrainingPasses * result.Macs)))
                    .ToList());
    }

    public MachineRecord Machine { get; }

    public Precision Precision { get; }

    /// <summary>Processes side by side on the machine while it was measured, and the number that a machine is taken to have here.</summary>
    public int Workers { get; }

    /// <summary>Names of the networks that were measured.</summary>
    public IReadOnlyList<string> Measured { get; }

    public static DeviceClass DeviceOf(MachineRecord machine) => machine.Accelerator is null ? DeviceClass.Cpu : DeviceClass.Cuda;

    /// <param name="record">The benchmark.</param>
    /// <param name="origin">Where it was read, for messages.</param>
    /// <param name="plan">Its precision decides which measurements count.</param>
    /// <param name="workers">Processes side by side; null for the fewest that were measured.</param>
    /// <exception cref="HarnessException">Nothing was measured in the plan's precision, or for one of its families, or with so many workers.</exception>
    public static StepCosts From(BenchmarkRecord record, string origin, Plan plan, int? workers)
    {
        const string Remedy = "Measure them there with 'experiments bench' (--help names its options), and name the record with --benchmark.";
        var precision = MachineInspection.Resolve(plan.Precision, DeviceOf(record.Machine));
        if (plan.Precision == Precision.Auto && !record.Results.Any(result => result.Precision == precision))
        {
            // The machine that was measured may lack the bfloat16 that this one has.
            precision = Precision.Float32;
        }

        var fitting = record.Results.Where(result => result.Precision == precision).ToList();
        var counts = fitting.Select(result => result.Workers).Distinct().Order().ToList();
        if (counts.Count == 0)
        {
            throw new HarnessException($"{origin} has no step times in {Word(precision)}, which '{plan.Name}' is trained in. {Remedy}");
        }

        var wanted = workers ?? counts[0];
        var chosen = fitting.Where(result => result.Workers == wanted).ToList();
        if (chosen.Count == 0)
        {
            throw new HarnessException($"{origin} has step times in {Word(precision)} with {string.Join(", ", counts)} workers side by side, not with {wanted}. {Remedy}");
        }

        var costs = new StepCosts(record, chosen);
        return plan.Arms.FirstOrDefault(arm => !costs._measured.ContainsKey(arm.Model.Family)) is { } arm
            ? throw new HarnessException($"{origin} has step times of {string.Join(", ", costs.Measured)}, none of the family of {arm.Id}. {Remedy}")
            : costs;
    }

    /// <summary>The network itself was measured, not one like it.</summary>
    public bool IsMeasured(ModelSpec model) => Measured.Any(name => BenchmarkModels.Find(name) == model);

    /// <summary>Seconds a multiply-accumulate of one worker.</summary>
    public double SecondsPerMac(ModelSpec model)
    {
        var known = _measured[model.Family];
        var macs = MacsOf(model);
        var above = known.FindIndex(point => point.Macs >= macs);
        if (above <= 0)
        {
            return known[above < 0 ? ^1 : 0].Seconds;
        }

        var (low, high) = (known[above - 1], known[above]);
        var share = Math.Log(macs / low.Macs) / Math.Log(high.Macs / low.Macs);
        return low.Seconds + (share * (high.Seconds - low.Seconds));
    }

    private static double MacsOf(ModelSpec model) => ResidualArchitecture.OfCifar("", "", model).Macs;

    private static string Word(Precision precision) => precision.ToString().ToLowerInvariant();
}
