using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using static TorchSharp.torch;

namespace Harness.Experiments.Execution;

/// <summary>Where and on what a run is made, beside its identity.</summary>
/// <param name="Device">libtorch's device.</param>
/// <param name="CheckpointInterval">At most this much work is lost when a worker is killed.</param>
internal sealed record WorkerSetting(CifarFiles Data, Device Device, MachineRecord Machine, SourceRecord Source, TimeSpan CheckpointInterval, TimeProvider Clock)
{
    /// <summary>The training images that <paramref name="selection"/> keeps, on the device. The caller disposes them.</summary>
    public LabelledImages LoadTraining(DatasetSelection selection)
    {
        var records = CifarRecords.Read(Data.TrainingBatches);
        return LabelledImages.Select(records.Images, records.Labels, selection, Device);
    }

    /// <summary>All test images, on the device. The caller disposes them.</summary>
    public LabelledImages LoadTest()
    {
        var records = CifarRecords.Read([Data.TestBatch]);
        return LabelledImages.Create(records.Images, records.Labels, Device);
    }
}

/// <summary>
/// Makes one run from its identity: trains, evaluates, diagnoses, saves checkpoints, and writes the record. Stopped at any moment and started again, it goes on,
/// and ends with the same weights and metrics as one that was never stopped (times apart).
/// </summary>
/// <remarks>Runs on the calling thread from start to end.</remarks>
internal sealed class RunWorker(RunIdentity identity, RunLayout layout, WorkerSetting setting, Action<WorkerMessage> tell)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(0.5);

    private long _saved = setting.Clock.GetTimestamp();
    private long _told = setting.Clock.GetTimestamp();

    /// <summary>Works until the run is finished or <paramref name="stop"/> is signalled; then the state is saved first.</summary>
    /// <returns>True if the run is finished.</returns>
    /// <exception cref="HarnessException">The data or the results folder cannot be used.</exception>
    public bool Work(CancellationToken stop)
    {
        using var training = setting.LoadTraining(identity.Dataset);
        using var trainer = new Trainer(identity.Model, identity.Recipe, identity.Run.Seed, identity.Precision, identity.Device, training);
        using var record = new RunRecord(identity, layout, setting.Machine, setting.Source, setting.Clock, trainer);
        tell(new WorkerMessage.Started(trainer.StepsDone, trainer.TotalSteps, trainer.TotalEpochs, record.Note));
        using var test = setting.LoadTest();
        using var evaluation = new RunEvaluation(identity, trainer, test, training, setting.Clock, () => record.Elapsed);
        try
        {
            return Work(trainer, record, evaluation, stop);
        }
        catch (OperationCanceledException)
        {
            record.Save(trainer);
            return false;
        }
    }

    private bool Work(Trainer trainer, RunRecord record, RunEvaluation evaluation, CancellationToken stop)
    {
        while (true)
        {
            if (IsDiagnosisDue(trainer, record))
            {
                record.Add(trainer.Diagnose());
            }

            if (evaluation.IsDue(record.History))
            {
                Add(evaluation.Test(stop), record);
            }

            if (trainer.IsFinished)
            {
                record.RequireOwnership();
                var final = evaluation.Finish(layout, record.History, metric => Add(metric, record), stop);
                Complete(RunStatus.Completed, trainer, record, final);
                return true;
            }

            if (!TrainEpoch(trainer, record, stop, out var diverged))
            {
                record.Save(trainer);
                return false;
            }

            if (diverged)
            {
                Complete(RunStatus.Diverged, trainer, record, final: null);
                return true;
            }
        }
    }

    private bool IsDiagnosisDue(Trainer trainer, RunRecord record)
    {
        var (epoch, stepInEpoch) = trainer.Position;
        return stepInEpoch == 0 && !(record.LastDiagnosedEpoch >= epoch) && (trainer.IsFinished || identity.Recipe.DiagnoseAfter.Contains(epoch));
    }

    /// <returns>False if the worker was told to stop within the epoch.</returns>
    private bool TrainEpoch(Trainer trainer, RunRecord record, CancellationToken stop, out bool diverged)
    {
        diverged = false;
        var from = trainer.ImagesInThisEpoch;
        var began = setting.Clock.GetTimestamp();
        double Rate(int images) => (images - from) / setting.Clock.GetElapsedTime(began).TotalSeconds;
        bool Pause()
        {
            if (IsTime(ref _told, ProgressInterval))
            {
                tell(new WorkerMessage.Progress(trainer.StepsDone, trainer.Position.Epoch + 1, Rate(trainer.ImagesInThisEpoch)));
            }

            return stop.IsCancellationRequested || IsTime(ref _saved, setting.CheckpointInterval);
        }

        var learningRate = trainer.LearningRateOfEpochEnd;
        EpochResult? result;
        while ((result = trainer.TrainEpoch(Pause)) is null)
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }

            record.Save(trainer);
        }

        diverged = !double.IsFinite(result.Loss);
        var metric = new MetricRecord
        {
            Epoch = trainer.Position.Epoch,
            Step = trainer.StepsDone,
            Split = Split.Train,
            Loss = diverged ? null : result.Loss,
            Error = result.Error,
            LearningRate = learningRate,
            ImagesPerSecond = Math.Round(Rate(result.Images), 1),
            ElapsedSeconds = Math.Round(record.Elapsed, 3),
        };
        Add(metric, record);
        // An epoch's end is a good place, but epochs can be short.
        if (!diverged && IsTime(ref _saved, setting.CheckpointInterval / 6))
        {
            record.Save(trainer);
        }

        return true;
    }

    private void Add(MetricRecord metric, RunRecord record)
    {
        record.Add(metric);
        tell(new WorkerMessage.Measured(metric));
    }

    private void Complete(RunStatus status, Trainer trainer, RunRecord record, FinalMetrics? final)
    {
        var manifest = record.Complete(status, trainer, final);
        tell(new WorkerMessage.Finished(status, final, manifest.ElapsedSeconds));
    }

    private bool IsTime(ref long last, TimeSpan interval)
    {
        if (setting.Clock.GetElapsedTime(last) < interval)
        {
            return false;
        }

        last = setting.Clock.GetTimestamp();
        return true;
    }
}
