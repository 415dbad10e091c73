using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Experiments.Training;
using static TorchSharp.torch;

namespace Harness.Experiments.Execution;

/// <summary>The files of one run while it is made: opened where the checkpoint left them, appended to, saved, and closed with a manifest.</summary>
/// <remarks>
/// Only one process at a time may hold a run's files. The caller sees to it with the run's lock; where locks fail, the older process's next write throws a
/// <see cref="RunTakenOverException"/> and nothing is written.
/// </remarks>
internal sealed class RunRecord : IDisposable
{
    private readonly RunIdentity _identity;
    private readonly RunLayout _layout;
    private readonly MachineRecord _machine;
    private readonly SourceRecord _source;
    private readonly TimeProvider _clock;
    private readonly RecordLog<MetricRecord> _metrics;
    private readonly RecordLog<DiagnosisRecord> _diagnostics;
    private readonly RunOwnership _ownership;
    private readonly string _digest;
    private readonly double _elapsedBefore;
    private readonly int _attempts;
    private readonly long _began;

    /// <summary>Puts the newest checkpoint, if there is one that can be used, into <paramref name="trainer"/>, and opens the files that go with it.</summary>
    /// <param name="identity">The run.</param>
    /// <param name="layout">Its folder.</param>
    /// <param name="machine">The machine it is made on.</param>
    /// <param name="source">The state of the source tree.</param>
    /// <param name="clock">Measures the time spent.</param>
    /// <param name="trainer">A fresh trainer of the run.</param>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public RunRecord(RunIdentity identity, RunLayout layout, MachineRecord machine, SourceRecord source, TimeProvider clock, Trainer trainer)
    {
        _identity = identity;
        _layout = layout;
        _machine = machine;
        _source = source;
        _clock = clock;
        _digest = identity.Digest();
        _began = clock.GetTimestamp();
        _ownership = new RunOwnership(layout);
        RequireUnfinished();
        RunArchive.RemovePartialFiles(layout);
        var (header, note) = Restore(trainer);
        Note = note;
        _elapsedBefore = header?.ElapsedSeconds ?? 0;
        _attempts = (header?.Attempts ?? 0) + 1;
        _metrics = new RecordLog<MetricRecord>(layout.Metrics, header?.Metrics ?? LogMark.Start, HarnessJson.Compact.MetricRecord);
        _diagnostics = new RecordLog<DiagnosisRecord>(layout.Diagnostics, header?.Diagnostics ?? LogMark.Start, HarnessJson.Compact.DiagnosisRecord);
        History = MetricsHistory.Read(layout.Metrics);
        LastDiagnosedEpoch = RecordLog<DiagnosisRecord>.Read(layout.Diagnostics, HarnessJson.Compact.DiagnosisRecord).LastOrDefault()?.Epoch;
    }

    /// <summary>Why a checkpoint that is there was not used; null if nothing was wrong.</summary>
    public string? Note { get; }

    public MetricsHistory History { get; }

    /// <summary>The last epoch after which a diagnosis was recorded; null before the first.</summary>
    public int? LastDiagnosedEpoch { get; private set; }

    /// <summary>Seconds spent in the run so far, interruptions left out.</summary>
    public double Elapsed => _elapsedBefore + _clock.GetElapsedTime(_began).TotalSeconds;

    public void Add(MetricRecord record)
    {
        _ownership.Require();
        _metrics.Append(record);
        History.Add(record);
    }

    public void Add(DiagnosisRecord record)
    {
        _ownership.Require();
        _diagnostics.Append(record);
        LastDiagnosedEpoch = record.Epoch;
    }

    /// <summary>Writes a checkpoint; until it is whole, the one before it stays.</summary>
    public void Save(Trainer trainer)
    {
        _ownership.Require();
        var header = new CheckpointHeader(_digest, _machine.LibtorchVersion, trainer.Position, _metrics.Mark(), _diagnostics.Mark(), Elapsed, _attempts);
        Checkpoint.Save(_layout.Checkpoint, trainer, header);
    }

    /// <summary>To be called before a file of the record is written that this class does not write itself.</summary>
    /// <exception cref="RunTakenOverException">The folder is another process's by now.</exception>
    public void RequireOwnership() => _ownership.Require();

    /// <summary>Writes what is left to write, the manifest last, and removes what only an unfinished run needs.</summary>
    /// <returns>The manifest.</returns>
    public RunManifest Complete(RunStatus status, Trainer trainer, FinalMetrics? final)
    {
        _ownership.Require();
        WriteTrace(trainer);
        string[] always = [RunLayout.MetricsName, RunLayout.DiagnosticsName, RunLayout.TraceName];
        string[] names = status == RunStatus.Completed ? [.. always, RunLayout.WeightsName, RunLayout.EvaluationName, RunLayout.PredictionsName] : always;
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
            ImagesPerSecond = Math.Round(History.MedianTrainingRate, 1),
            Attempts = _attempts,
            Machine = _machine,
            Source = _source,
            Files = [.. names.Select(Describe)],
        };
        _ownership.Require();
        RecordFile.Write(_layout.Manifest, manifest, HarnessJson.Default.RunManifest);
        _ownership.Release();
        RunArchive.RemoveLeftovers(_layout);
        return manifest;
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _diagnostics.Dispose();
    }

    /// <summary>Where locks fail, another process may have finished since the caller looked; opening the logs would cut its record off.</summary>
    private void RequireUnfinished()
    {
        if (File.Exists(_layout.Manifest))
        {
            _ownership.Release();
            throw new RunTakenOverException($"Another process has finished {_layout.Folder} just now.");
        }
    }

    private (CheckpointHeader? Header, string? Note) Restore(Trainer trainer)
    {
        if (!File.Exists(_layout.Checkpoint))
        {
            return (null, null);
        }

        try
        {
            var (header, file) = Checkpoint.Read(_layout.Checkpoint);
            if (header.IdentitySha256 != _digest)
            {
                return (null, "The checkpoint belongs to another plan, code, data or precision; the run starts afresh.");
            }

            if (header.LibtorchVersion != _machine.LibtorchVersion)
            {
                return (null, $"The checkpoint was made with libtorch {header.LibtorchVersion}, and this is {_machine.LibtorchVersion}; the run starts afresh.");
            }

            if (!header.Metrics.Fits(_layout.Metrics) || !header.Diagnostics.Fits(_layout.Diagnostics))
            {
                return (null, "The metrics or diagnostics that belong to the checkpoint are not as it knows them; the run starts afresh.");
            }

            Checkpoint.Restore(trainer, header, file);
            return (header, null);
        }
        catch (HarnessException fault)
        {
            return (null, $"{fault.Message} It is not used; the run starts afresh.");
        }
    }

    /// <summary><c>loss</c> [steps] float32 and <c>learning_rate</c> [steps] float64 of the steps that were taken.</summary>
    private void WriteTrace(Trainer trainer)
    {
        using var losses = trainer.Trace.Losses.narrow(0, 0, trainer.StepsDone);
        using var learningRates = trainer.Trace.LearningRates.narrow(0, 0, trainer.StepsDone);
        new SafetensorsFile([StoredTensors.From("loss", losses), StoredTensors.From("learning_rate", learningRates)], new Dictionary<string, string>()).Write(_layout.Trace);
    }

    private FileDigest Describe(string name)
    {
        var path = Path.Combine(_layout.Folder, name);
        return new FileDigest(name, new FileInfo(path).Length, ContentDigest.OfFile(path));
    }
}
