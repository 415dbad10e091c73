using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using static TorchSharp.torch;

namespace Harness.Experiments.Execution;

/// <summary>Where and on what a run is made, beside its identity.</summary>
/// <param name="Device">libtorch's device.</param>
internal sealed record WorkerSetting(CifarFiles Data, Device Device, MachineRecord Machine, SourceRecord Source, TimeProvider Clock);

/// <summary>
/// Makes one run from its identity: trains, evaluates, saves checkpoints, and writes the record. Stopped at any moment and started again, it goes on,
/// and ends with the same weights and metrics as one that was never stopped (times apart).
/// </summary>
/// <remarks>Runs on the calling thread from start to end.</remarks>
internal sealed class RunWorker
{
    /// <summary>At most this much work is lost when a worker is killed.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(0.5);

    private readonly RunIdentity _identity;
    private readonly RunLayout _layout;
    private readonly WorkerSetting _setting;
    private readonly Action<WorkerMessage> _tell;
    private readonly string _digest;
    private readonly long _began;
    private double _elapsedBefore;
    private int _attempts = 1;
    private long _saved;
    private long _told;

    public RunWorker(RunIdentity identity, RunLayout layout, WorkerSetting setting, Action<WorkerMessage> tell)
    {
        _identity = identity;
        _layout = layout;
        _setting = setting;
        _tell = tell;
        _digest = identity.Digest();
        _began = setting.Clock.GetTimestamp();
        _saved = _began;
        _told = _began;
    }

    private double Elapsed => _elapsedBefore + _setting.Clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Works until the run is finished or <paramref name="stop"/> is signalled; then the state is saved first.</summary>
    /// <returns>True if the run is finished.</returns>
    /// <exception cref="HarnessException">The data or the results folder cannot be used.</exception>
    public bool Work(CancellationToken stop)
    {
        using var training = Load(_setting.Data.TrainingBatches, _identity.Dataset);
        using var trainer = new Trainer(_identity.Model, _identity.Recipe, _identity.Run.Seed, _identity.Precision, _identity.Device, training);
        var (metricsBytes, note) = Restore(trainer);
        using var log = new MetricsLog(_layout.Metrics, metricsBytes);
        var history = MetricsHistory.Read(_layout.Metrics);
        _tell(new WorkerMessage.Started(trainer.StepsDone, trainer.TotalSteps, trainer.TotalEpochs, note));
        using var test = Load([_setting.Data.TestBatch], selection: null);
        using var evaluation = new RunEvaluation(_identity, trainer, test, training, _setting.Clock, () => Elapsed);
        try
        {
            while (true)
            {
                if (evaluation.IsDue(history))
                {
                    Record(evaluation.Test(stop), log, history);
                }

                if (trainer.IsFinished)
                {
                    var final = evaluation.Finish(_layout, history, record => Record(record, log, history), stop);
                    Complete(RunStatus.Completed, trainer, history, final);
                    return true;
                }

                if (!TrainEpoch(trainer, log, history, stop, out var diverged))
                {
                    Save(trainer, log);
                    return false;
                }

                if (diverged)
                {
                    Complete(RunStatus.Diverged, trainer, history, final: null);
                    return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Save(trainer, log);
            return false;
        }
    }

    /// <returns>False if the worker was told to stop within the epoch.</returns>
    private bool TrainEpoch(Trainer trainer, MetricsLog log, MetricsHistory history, CancellationToken stop, out bool diverged)
    {
        diverged = false;
        var from = trainer.ImagesInThisEpoch;
        var began = _setting.Clock.GetTimestamp();
        double Rate(int images) => (images - from) / _setting.Clock.GetElapsedTime(began).TotalSeconds;
        bool Pause()
        {
            if (IsTime(ref _told, ProgressInterval))
            {
                _tell(new WorkerMessage.Progress(trainer.StepsDone, trainer.Position.Epoch + 1, Rate(trainer.ImagesInThisEpoch)));
            }

            return stop.IsCancellationRequested || _setting.Clock.GetElapsedTime(_saved) >= CheckpointInterval;
        }

        var learningRate = trainer.LearningRateOfEpochEnd;
        EpochResult? result;
        while ((result = trainer.TrainEpoch(Pause)) is null)
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }

            Save(trainer, log);
        }

        diverged = !double.IsFinite(result.Loss);
        Record(
            new MetricRecord
            {
                Epoch = trainer.Position.Epoch,
                Step = trainer.StepsDone,
                Split = Split.Train,
                Loss = diverged ? null : result.Loss,
                Error = result.Error,
                LearningRate = learningRate,
                ImagesPerSecond = Math.Round(Rate(result.Images), 1),
                ElapsedSeconds = Math.Round(Elapsed, 3),
            },
            log,
            history);
        if (!diverged && _setting.Clock.GetElapsedTime(_saved) >= CheckpointInterval / 6)
        {
            Save(trainer, log);
        }

        return true;
    }

    private (long MetricsBytes, string? Note) Restore(Trainer trainer)
    {
        if (!File.Exists(_layout.Checkpoint))
        {
            return (0, null);
        }

        try
        {
            var (header, file) = Checkpoint.Read(_layout.Checkpoint);
            if (header.IdentitySha256 != _digest)
            {
                return (0, "The checkpoint belongs to another plan, code, data or precision; the run starts afresh.");
            }

            if (!File.Exists(_layout.Metrics) || new FileInfo(_layout.Metrics).Length < header.MetricsBytes)
            {
                return (0, "The metrics that belong to the checkpoint are not whole; the run starts afresh.");
            }

            Checkpoint.Restore(trainer, header, file);
            _elapsedBefore = header.ElapsedSeconds;
            _attempts = header.Attempts + 1;
            return (header.MetricsBytes, null);
        }
        catch (HarnessException fault)
        {
            return (0, $"{fault.Message} It is not used; the run starts afresh.");
        }
    }

    private void Record(MetricRecord record, MetricsLog log, MetricsHistory history)
    {
        log.Append(record);
        history.Add(record);
        _tell(new WorkerMessage.Measured(record));
    }

    private void Save(Trainer trainer, MetricsLog log)
    {
        Checkpoint.Save(_layout.Checkpoint, trainer, new CheckpointHeader(_digest, trainer.Position, log.Length, Elapsed, _attempts));
        _saved = _setting.Clock.GetTimestamp();
    }

    private void Complete(RunStatus status, Trainer trainer, MetricsHistory history, FinalMetrics? final)
    {
        string[] names = status == RunStatus.Completed
            ? [RunLayout.MetricsName, RunLayout.WeightsName, RunLayout.EvaluationName]
            : [RunLayout.MetricsName];
        var manifest = new RunManifest
        {
            Schema = RunManifest.SchemaName,
            Identity = _identity,
            IdentitySha256 = _digest,
            Status = status,
            Parameters = trainer.Network.parameters().Sum(parameter => parameter.numel()),
            StepsDone = trainer.StepsDone,
            Final = final,
            ElapsedSeconds = Math.Round(Elapsed, 3),
            ImagesPerSecond = Math.Round(history.MedianTrainingRate, 1),
            Attempts = _attempts,
            Machine = _setting.Machine,
            Source = _setting.Source,
            Files = [.. names.Select(Describe)],
        };
        RecordFile.Write(_layout.Manifest, manifest, HarnessJson.Default.RunManifest);
        if (Directory.Exists(_layout.CheckpointFolder))
        {
            Directory.Delete(_layout.CheckpointFolder, recursive: true);
        }

        File.Delete(_layout.Failure);
        _tell(new WorkerMessage.Finished(status, final, manifest.ElapsedSeconds));
    }

    private FileDigest Describe(string name)
    {
        var path = Path.Combine(_layout.Folder, name);
        return new FileDigest(name, new FileInfo(path).Length, ContentDigest.OfFile(path));
    }

    private LabelledImages Load(IEnumerable<string> files, DatasetSelection? selection)
    {
        var records = CifarRecords.Read(files);
        return selection is null
            ? LabelledImages.Create(records.Images, records.Labels, _setting.Device)
            : LabelledImages.Select(records.Images, records.Labels, selection, _setting.Device);
    }

    private bool IsTime(ref long last, TimeSpan interval)
    {
        if (_setting.Clock.GetElapsedTime(last) < interval)
        {
            return false;
        }

        last = _setting.Clock.GetTimestamp();
        return true;
    }
}
