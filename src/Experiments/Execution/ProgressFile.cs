using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>Writes what a worker tells into its run's <c>progress.json</c>, for watchers on this or another machine.</summary>
/// <param name="run">The run's folder.</param>
/// <param name="error">Hears of the first fault. After it nothing more is written: a watcher then sees whole epochs only.</param>
/// <param name="clock">Dates the record and keeps writes apart.</param>
internal sealed class ProgressFile(RunLayout run, TextWriter error, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private ProgressRecord? _last;
    private long _written;
    private bool _isOff;

    public void Heard(WorkerMessage message)
    {
        switch (message)
        {
            case WorkerMessage.Started started:
                Write(new ProgressRecord
                {
                    Schema = ProgressRecord.SchemaName,
                    StepsDone = started.StepsDone,
                    TotalSteps = started.TotalSteps,
                    Epoch = 0,
                    ImagesPerSecond = 0,
                    Time = 0,
                    IsStopped = false,
                });
                break;
            case WorkerMessage.Progress progress:
                Update(progress.StepsDone, progress.Epoch, progress.ImagesPerSecond);
                break;
            case WorkerMessage.Measured { Metric: { Split: Split.Train } metric }:
                Update(metric.Step, metric.Epoch, metric.ImagesPerSecond);
                break;
            case WorkerMessage.Finished:
                Delete();
                break;
        }
    }

    /// <summary>The worker has saved and ends, and the run is not finished.</summary>
    public void Stopped()
    {
        if (_last is not null)
        {
            Write(_last with { IsStopped = true });
        }
    }

    private void Update(int stepsDone, int epoch, double imagesPerSecond)
    {
        if (_last is null)
        {
            return;
        }

        _last = _last with { StepsDone = stepsDone, Epoch = epoch, ImagesPerSecond = imagesPerSecond };
        if (clock.GetElapsedTime(_written) >= Interval)
        {
            Write(_last);
        }
    }

    private void Write(ProgressRecord record)
    {
        _last = record;
        _written = clock.GetTimestamp();
        Try(() => RecordFile.WriteTransient(run.Progress, record with { Time = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 }, HarnessJson.Default.ProgressRecord));
    }

    private void Delete() => Try(() => File.Delete(run.Progress));

    private void Try(Action act)
    {
        if (_isOff)
        {
            return;
        }

        try
        {
            act();
        }
        catch (Exception fault) when (fault is HarnessException or IOException or UnauthorizedAccessException)
        {
            _isOff = true;
            error.WriteLine($"{fault.Message} The run goes on; who watches it sees whole epochs only.");
        }
    }
}
