using System.CommandLine;
using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Scaling;

namespace Harness.Experiments.Commands;

/// <summary>The part of <c>experiments plan</c> that predicts times on several machines.</summary>
internal static class ScalingOptions
{
    private const int MostMachines = 100_000;

    public static Option<bool> Simulate { get; } = new("--simulate")
    {
        Description = "Predict the plan's time on several machines like one that was measured, from its step times, checkpoint sizes and the runs; it trains nothing.",
    };

    public static Option<string> Machines { get; } = new("--machines")
    {
        Description = "With --simulate: numbers of machines.",
        HelpName = "LIST",
        DefaultValueFactory = _ => "1,4,16,64",
    };

    public static Option<string?> Benchmark { get; } = new("--benchmark")
    {
        Description = "With --simulate: the record of 'experiments bench' on such a machine. Default: benchmark.json in the plan's results folder.",
        HelpName = "FILE",
    };

    /// <exception cref="HarnessException">There are no step times, the list is none, or the results folder cannot be written to.</exception>
    public static string Forecast(ParseResult parsed, PlanRequest request, Plan plan)
    {
        var path = parsed.GetValue(Benchmark) ?? request.LayoutOf(plan).Benchmark;
        if (!File.Exists(path))
        {
            throw new HarnessException($"There is no {path}, which would hold the machine's step times. Measure them with 'experiments bench --plan {plan.Name}', or name another machine's record with --benchmark.");
        }

        var machines = ReadMachines(parsed.GetValue(Machines)!);
        var record = RecordFile.Read(path, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName);
        var costs = StepCosts.From(record, path, plan, parsed.GetValue(ExperimentOptions.WorkersPerDevice));
        var largest = plan.Arms.Max(arm => TimedRun.BytesOf(arm.Model, plan.RecipeOf(arm).TotalSteps(plan.Dataset.TrainingImages)));
        var rate = StorageMeasurement.BytesPerSecond(request.ResultsFolder, (int)largest, TimeProvider.System);
        return new ScalingForecast(plan, costs, new StorageSpeed(rate, request.CheckpointInterval)).Text(machines);
    }

    /// <exception cref="HarnessException">The text is no list of numbers of machines.</exception>
    public static IReadOnlyList<int> ReadMachines(string text) =>
    [
        .. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostMachines
            ? count
            : throw new HarnessException($"--machines {text} is no list of numbers of machines. Expected numbers from 1 to {MostMachines}, for instance 1,4,16,64.")),
    ];
}
