using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution.Displays;

/// <summary>A run as a display sees it.</summary>
internal sealed class RunProgress(PlannedRun run)
{
    public PlannedRun Run { get; } = run;

    public bool HasStarted { get; set; }

    public bool HasEnded { get; set; }

    public string? Failure { get; set; }

    public int StepsAtStart { get; set; }

    public int StepsDone { get; set; }

    public int TotalSteps { get; set; } = 1;

    public int Epoch { get; set; }

    public int TotalEpochs { get; set; }

    public double ImagesPerSecond { get; set; }

    public double? TrainError { get; set; }

    public double? TestError { get; set; }

    public RunStatus? Status { get; set; }

    /// <summary>Share of the run that is done, in [0, 1].</summary>
    public double Share => HasEnded ? 1 : (double)StepsDone / TotalSteps;

    /// <summary>Share that this call did, interruptions before it left out.</summary>
    public double ShareSinceStart => Share - ((double)StepsAtStart / TotalSteps);
}

/// <summary>Follows all runs of a plan and tells how long the rest will take. Not thread-safe: displays lock around it.</summary>
internal sealed class PlanProgress
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Dictionary<RunId, RunProgress> _runs;

    public PlanProgress(IReadOnlyList<PlannedRun> runs, TimeProvider clock)
    {
        _clock = clock;
        _began = clock.GetTimestamp();
        _runs = runs.ToDictionary(run => run.Id, run => new RunProgress(run));
        Runs = [.. runs.Select(run => _runs[run.Id])];
    }

    /// <summary>In the order in which they are handed out.</summary>
    public IReadOnlyList<RunProgress> Runs { get; }

    public int Ended => Runs.Count(run => run.HasEnded);

    public TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    /// <summary>Share of the plan's work that is done, in [0, 1].</summary>
    public double Share => Runs.Sum(run => run.Share * run.Run.Work) / Runs.Sum(run => run.Run.Work);

    /// <summary>Time the rest will take at the pace so far; null while there is too little to go by.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            var done = Runs.Sum(run => run.ShareSinceStart * run.Run.Work);
            var left = Runs.Sum(run => (1 - run.Share) * run.Run.Work);
            return done <= 0 || Elapsed < TimeSpan.FromSeconds(5) ? null : Elapsed * (left / done);
        }
    }

    public RunProgress this[RunId run] => _runs[run];

    public void Apply(RunId id, WorkerMessage message)
    {
        var run = _runs[id];
        switch (message)
        {
            case WorkerMessage.Started started:
                run.HasStarted = true;
                run.StepsAtStart = run.StepsDone = started.StepsDone;
                run.TotalSteps = Math.Max(1, started.TotalSteps);
                run.TotalEpochs = started.TotalEpochs;
                break;
            case WorkerMessage.Progress progress:
                run.StepsDone = progress.StepsDone;
                run.Epoch = progress.Epoch;
                run.ImagesPerSecond = progress.ImagesPerSecond;
                break;
            case WorkerMessage.Measured { Metric: { Split: Split.Train } metric }:
                (run.StepsDone, run.Epoch, run.TrainError, run.ImagesPerSecond) = (metric.Step, metric.Epoch, metric.Error, metric.ImagesPerSecond);
                break;
            case WorkerMessage.Measured { Metric: { Split: Split.Test } metric }:
                run.TestError = metric.Error;
                break;
            case WorkerMessage.Finished finished:
                run.HasEnded = true;
                run.Status = finished.Status;
                break;
        }
    }
}
