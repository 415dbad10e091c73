using Harness.Contracts;
using Harness.Contracts.Runs;
using TorchSharp;
using TorchSharp.Modules;

namespace Harness.Experiments.Execution;

/// <summary>
/// Writes a run's metrics as TensorBoard's event files, by optimiser step. They are a copy: a start clears the folder and writes again what the
/// checkpoint kept of <c>metrics.jsonl</c>, so that an interrupted run has each step once.
/// </summary>
/// <param name="run">The run's folder.</param>
/// <param name="error">Hears of the first fault. After it nothing more is written: the run goes on without its copy.</param>
/// <param name="clock">Dates the points; TensorBoard counts in whole seconds here.</param>
internal sealed class EventFiles(RunLayout run, TextWriter error, TimeProvider clock)
{
    private SummaryWriter? _writer;

    public void Heard(WorkerMessage message)
    {
        try
        {
            switch (message)
            {
                case WorkerMessage.Started:
                    Begin();
                    break;
                case WorkerMessage.Measured measured when _writer is not null:
                    Write(_writer, measured.Metric, clock.GetUtcNow());
                    break;
            }
        }
        catch (Exception fault)
        {
            // Whatever it is, it may not end a run that takes hours.
            _writer = null;
            error.WriteLine($"Cannot write TensorBoard's event files into {run.TensorBoard} ({fault.Message}). The run goes on without them.");
        }
    }

    private void Begin()
    {
        if (Directory.Exists(run.TensorBoard))
        {
            Directory.Delete(run.TensorBoard, recursive: true);
        }

        _writer = torch.utils.tensorboard.SummaryWriter(run.TensorBoard);
        var kept = MetricsHistory.Read(run.Metrics).Records;
        var now = clock.GetUtcNow();
        foreach (var record in kept)
        {
            // As if there had been no interruption: TensorBoard's time axis then has no gap and no crowd of points.
            Write(_writer, record, now.AddSeconds(record.ElapsedSeconds - kept[^1].ElapsedSeconds));
        }
    }

    private static void Write(SummaryWriter writer, MetricRecord record, DateTimeOffset time)
    {
        void Add(string tag, double value) => writer.add_scalar(tag, (float)value, record.Step, time.ToUnixTimeSeconds());

        switch (record.Split)
        {
            case Split.Train:
                Add("loss/train", record.Loss ?? double.NaN);
                Add("error/train", record.Error);
                Add("learning_rate", record.LearningRate);
                Add("images_per_second", record.ImagesPerSecond);
                break;
            case Split.Test:
                Add("loss/test", record.Loss ?? double.NaN);
                Add("error/test", record.Error);
                break;
            case Split.TrainEvaluation:
                // One value at the end of the run is no curve.
                break;
        }
    }
}
