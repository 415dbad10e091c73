using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Execution.Displays;

/// <summary>A run as a display sees it.</summary>
internal sealed class RunProgress(RunWork run)
{
    public RunWork Run { get; } = run;

    public bool HasStarted { get; set; }

    /// <summary>Begun and not finished, and no worker is at it.</summary>
    public bool HasStopped { get; set; }

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

    /// <summary>The last look at the run's files, where another process makes it.</summary>
    public ObservedRun? Seen { get; set; }

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
        : this([.. runs.Select(run => new RunWork(run.Id, run.Work))], clock)
    {
    }

    public PlanProgress(IReadOnlyList<RunWork> runs, TimeProvider clock)
    {
        _clock = clock;
        _began = clock.GetTimestamp();
        _runs = runs.ToDictionary(run => run.Id, run => new RunProgress(run));
        Runs = [.. runs.Select(run => _runs[run.Id])];
    }

    /// <summary>In the order in which they are handed out.</summary>
    public IReadOnlyList<RunProgress> Runs { get; }

    /// <summary>Another process does the work, and began before this one looked.</summary>
    public bool IsWatched { get; init; }

    public int Ended => Runs.Count(run => run.HasEnded);

    public TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    /// <summary>Share of the plan's work that is done, in [0, 1].</summary>
    public double Share => Runs.Sum(run => run.Share * run.Run.Work) / Runs.Sum(run => run.Run.Work);

    /// <summary>Time the rest will take at the pace so far; null while there is too little to go by.</summary>
    public TimeSpan? Remaining => IsWatched ? RemainingByRecords : RemainingByPace;

    private TimeSpan? RemainingByPace
    {
        get
        {
            var done = Runs.Sum(run => run.ShareSinceStart * run.Run.Work);
            var left = Runs.Sum(run => (1 - run.Share) * run.Run.Work);
            return done <= 0 || Elapsed < TimeSpan.FromSeconds(5) ? null : Elapsed * (left / done);
        }
    }

    /// <summary>From the times in the runs' files: each arm's own where it has one, else all runs' together; with as many workers as are at work now.</summary>
    private TimeSpan? RemainingByRecords
    {
        get
        {
            var workers = Runs.Count(run => run.Seen is { State: ObservedState.Running });
            var timed = Runs.Where(run => run.Seen is { TimedShare: > 0, TimedSeconds: > 0 }).ToList();
            if (workers == 0 || timed.Count == 0)
            {
                return null;
            }

            static double SecondsPerWork(IEnumerable<RunProgress> runs) => runs.Sum(run => run.Seen!.TimedSeconds) / runs.Sum(run => run.Seen!.TimedShare * run.Run.Work);
            var everywhere = SecondsPerWork(timed);
            var ofArm = timed.GroupBy(run => run.Run.Id.Arm).ToDictionary(arm => arm.Key, SecondsPerWork);
            var left = Runs.Select(run => (1 - run.Share) * run.Run.Work * ofArm.GetValueOrDefault(run.Run.Id.Arm, everywhere)).ToList();
            return TimeSpan.FromSeconds(Math.Max(left.Sum() / workers, left.Max()));
        }
    }

    public RunProgress this[RunId run] => _runs[run];

    public void Apply(RunId id, ObservedRun seen)
    {
        var run = _runs[id];
        run.Seen = seen;
        run.HasStarted = seen.State != ObservedState.Waiting;
        run.HasStopped = seen.State == ObservedState.Stopped;
        run.HasEnded = seen.HasEnded;
        run.Failure = seen.Failure;
        run.Status = seen.State == ObservedState.Diverged ? RunStatus.Diverged : seen.State == ObservedState.Finished ? RunStatus.Completed : null;
        (run.StepsDone, run.TotalSteps, run.Epoch, run.TotalEpochs) = (seen.StepsDone, seen.TotalSteps, seen.Epoch, seen.TotalEpochs);
        (run.TrainError, run.TestError, run.ImagesPerSecond) = (seen.TrainError, seen.TestError, seen.ImagesPerSecond);
    }

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
