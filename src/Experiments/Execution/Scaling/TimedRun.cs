using Harness.Contracts.Plans;
using Harness.Experiments.Architectures;

namespace Harness.Experiments.Execution.Scaling;

/// <summary>What decides a run's time beside its steps.</summary>
/// <param name="BytesPerSecond">At which the storage takes a checkpoint.</param>
/// <param name="Interval">Between checkpoints.</param>
internal sealed record StorageSpeed(double BytesPerSecond, TimeSpan Interval);

/// <summary>A run with the time that it is predicted to take.</summary>
/// <param name="Seconds">Of one worker.</param>
/// <param name="CheckpointBytes">Of one checkpoint.</param>
internal sealed record TimedRun(RunWork Run, double Seconds, double CheckpointBytes)
{
    /// <summary>
    /// Seconds between the start of a worker and its first step, and from its last record to its end: process, libtorch, images. Measured: the 17 runs of the committed quick
    /// results took 1,947 s by their manifests, and 2 × 1,005 s of two workers by the clock (2-core AMD EPYC): 3.7 s a run.
    /// </summary>
    public const double StartSeconds = 3.7;

    /// <summary>Predicts all runs of a plan, in its order.</summary>
    public static IReadOnlyList<TimedRun> Of(Plan plan, StepCosts costs, StorageSpeed storage) => [.. PlannedRuns.WorkOf(plan).Select(run => Of(plan, run, costs, storage))];

    private static TimedRun Of(Plan plan, RunWork run, StepCosts costs, StorageSpeed storage)
    {
        var arm = plan.ArmOf(run.Id);
        var bytes = BytesOf(arm.Model, plan.RecipeOf(arm).TotalSteps(plan.Dataset.TrainingImages));
        var computing = run.Work * costs.SecondsPerMac(arm.Model);
        // Training waits while a checkpoint is written.
        var saving = computing / storage.Interval.TotalSeconds * bytes / storage.BytesPerSecond;
        return new TimedRun(run, StartSeconds + computing + saving, bytes);
    }

    /// <summary>Weights and velocities of 4 bytes each, two statistics for each pair of a normalisation's parameters, and 12 bytes a step for the trace.</summary>
    public static double BytesOf(ModelSpec model, int steps)
    {
        var network = ResidualArchitecture.OfCifar("", "", model);
        var statistics = network.Layers.Where(layer => layer.Kind == "batch_norm").Sum(layer => layer.Parameters);
        return (4.0 * ((2 * network.Parameters) + statistics)) + (12.0 * steps);
    }
}
