using System.Text;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Execution;

public sealed class RunRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly LabelledImages _images = SyntheticImages.Create(40);
    private readonly RunIdentity _identity = PlannedRuns.Of(SyntheticPlan.Tiny(), new string('d', 64), DeviceClass.Cpu)[0].Identity;

    private RunLayout Layout => new ResultsLayout(_folder, "tiny").Run(_identity.Run);

    public void Dispose()
    {
        _images.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_was_saved_is_gone_on_from_and_what_came_later_is_cut_off()
    {
        SaveOneEpochAndWriteAnother();
        using var trainer = Create();
        using var record = Open(trainer);
        Assert.Null(record.Note);
        Assert.Equal((1, 0), (trainer.Position.Epoch, trainer.Position.StepInEpoch));
        Assert.Equal(1, Assert.Single(record.History.Of(Split.Train)).Epoch);
        Assert.Equal(0, record.LastDiagnosedEpoch);
    }

    [Theory]
    [InlineData(RunLayout.MetricsName)]
    [InlineData(RunLayout.DiagnosticsName)]
    public void A_changed_byte_in_a_log_makes_the_run_start_afresh(string name)
    {
        SaveOneEpochAndWriteAnother();
        var path = Path.Combine(Layout.Folder, name);
        var bytes = File.ReadAllBytes(path);
        bytes[10] ^= 1;
        File.WriteAllBytes(path, bytes);
        RequireAfresh("not as it knows them");
    }

    [Fact]
    public void A_changed_byte_in_the_checkpoint_makes_the_run_start_afresh()
    {
        SaveOneEpochAndWriteAnother();
        var bytes = File.ReadAllBytes(Layout.Checkpoint);
        bytes[^9] ^= 1;
        File.WriteAllBytes(Layout.Checkpoint, bytes);
        RequireAfresh("is damaged");
    }

    // The header is text, and a digit with one changed bit is another digit: the run would go on from another place.
    [Theory]
    [InlineData("\"epoch\":\"1\"", "\"epoch\":\"3\"")]
    [InlineData("\"step_in_epoch\":\"0\"", "\"step_in_epoch\":\"1\"")]
    [InlineData("\"attempts\":\"1\"", "\"attempts\":\"5\"")]
    public void A_changed_digit_in_the_checkpoint_s_header_makes_the_run_start_afresh(string written, string damaged)
    {
        SaveOneEpochAndWriteAnother();
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Layout.Checkpoint));
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllBytes(Layout.Checkpoint, Encoding.Latin1.GetBytes(text.Replace(written, damaged, StringComparison.Ordinal)));
        RequireAfresh("is damaged");
    }

    [Fact]
    public void A_checkpoint_of_another_libtorch_is_not_used()
    {
        SaveOneEpochAndWriteAnother();
        RequireAfresh("made with libtorch 2.10.0, and this is 2.11.0", SyntheticMachine.Record with { LibtorchVersion = "2.11.0" });
    }

    [Fact]
    public void Half_written_files_of_a_killed_writer_are_removed()
    {
        Directory.CreateDirectory(Layout.CheckpointFolder);
        string[] partial = [Layout.Checkpoint + ".123.partial", Layout.Weights + ".123.partial"];
        Assert.All(partial, path => File.WriteAllText(path, "half"));
        using var trainer = Create();
        using var record = Open(trainer);
        Assert.All(partial, path => Assert.False(File.Exists(path)));
    }

    [Fact]
    public void A_record_that_another_process_has_taken_over_is_not_written_to_any_more()
    {
        using var older = Create();
        using var record = Open(older);
        using var newer = Create();
        using var taken = Open(newer);
        var before = Bytes();

        Assert.Throws<RunTakenOverException>(() => record.Add(Metric(1)));
        Assert.Throws<RunTakenOverException>(() => record.Add(new DiagnosisRecord { Epoch = 1, Step = 1, Images = 1, Loss = null, ActivationBytes = 0, Layers = [] }));
        Assert.Throws<RunTakenOverException>(() => record.Save(older));
        Assert.Throws<RunTakenOverException>(record.RequireOwnership);
        Assert.Throws<RunTakenOverException>(() => record.Complete(RunStatus.Diverged, older, final: null));
        Assert.Equal(before, Bytes());

        taken.Complete(RunStatus.Diverged, newer, final: null);
        var finished = Bytes();
        Assert.False(File.Exists(Layout.Owner));
        Assert.Throws<RunTakenOverException>(() => record.Save(older));
        Assert.Equal(finished, Bytes());
    }

    [Fact]
    public void A_run_that_was_finished_a_moment_ago_is_not_begun_again()
    {
        using (var first = Create())
        using (var record = Open(first))
        {
            record.Add(Metric(1));
            record.Complete(RunStatus.Diverged, first, final: null);
        }

        var finished = Bytes();
        using var second = Create();
        Assert.Throws<RunTakenOverException>(() => Open(second));
        Assert.Equal(finished, Bytes());
    }

    [Fact]
    public void A_diverged_run_keeps_its_curve_and_its_trace()
    {
        using var trainer = Create();
        using var record = Open(trainer);
        record.Add(trainer.Diagnose());
        _ = trainer.TrainEpoch(() => false);
        record.Add(Metric(1));
        var manifest = record.Complete(RunStatus.Diverged, trainer, final: null);
        Assert.Equal([RunLayout.MetricsName, RunLayout.DiagnosticsName, RunLayout.TraceName], manifest.Files.Select(file => file.Path));
        Assert.All(manifest.Files, file => Assert.Equal(file.Sha256, ContentDigest.OfFile(Path.Combine(Layout.Folder, file.Path))));
        Assert.Equal([trainer.StepsDone], SafetensorsFile.Read(Layout.Trace)["loss"].Shape.Select(size => (int)size));
        Assert.False(Directory.Exists(Layout.CheckpointFolder));
    }

    [Fact]
    public void A_recorded_run_repeats_bit_for_bit_and_a_changed_loss_is_found()
    {
        RunManifest manifest;
        using (var trainer = Create())
        using (var record = Open(trainer))
        {
            while (!trainer.IsFinished)
            {
                _ = trainer.TrainEpoch(() => false);
            }

            record.Add(Metric(3));
            StoredTensors.WeightsOf(trainer.Network).Write(Layout.Weights);
            new SafetensorsFile([], new Dictionary<string, string>()).Write(Layout.Evaluation);
            new PredictionsFile(new byte[] { 3 }, new byte[] { 4 }).Write(Layout.Predictions);
            manifest = record.Complete(RunStatus.Completed, trainer, final: null);
        }

        string[] names = [RunLayout.MetricsName, RunLayout.DiagnosticsName, RunLayout.TraceName, RunLayout.WeightsName, RunLayout.EvaluationName, RunLayout.PredictionsName];
        Assert.Equal(names, manifest.Files.Select(file => file.Path));
        Assert.Equal(ContentDigest.OfFile(Layout.Predictions), manifest.Files[^1].Sha256);
        var (read, losses) = RunVerification.ReadRecord(Layout);
        Assert.Equal(manifest.IdentitySha256, read.IdentitySha256);
        var whole = RunVerification.Repeat(read, losses, _images, steps: 1000, CancellationToken.None);
        Assert.True(whole.IsEqual && whole.WeightsAreEqual == true);
        Assert.Equal(losses.Length, whole.Steps.Count);

        losses[3] = MathF.BitIncrement(losses[3]);
        var part = RunVerification.Repeat(read, losses, _images, steps: 5, CancellationToken.None);
        Assert.Equal(4, part.FirstDifference!.Value.Step);
        Assert.Null(part.WeightsAreEqual);
        Assert.False(part.IsEqual);

        File.AppendAllText(Layout.Trace, " ");
        var fault = Assert.Throws<HarnessException>(() => RunVerification.ReadRecord(Layout));
        Assert.Contains("does not have the digest", fault.Message, StringComparison.Ordinal);
    }

    private void SaveOneEpochAndWriteAnother()
    {
        using var trainer = Create();
        using var record = Open(trainer);
        record.Add(trainer.Diagnose());
        _ = trainer.TrainEpoch(() => false);
        record.Add(Metric(1));
        record.Save(trainer);
        record.Add(trainer.Diagnose());
        record.Add(Metric(2));
    }

    private void RequireAfresh(string reason, MachineRecord? machine = null)
    {
        using var trainer = Create();
        using var record = Open(trainer, machine);
        Assert.Contains(reason, record.Note, StringComparison.Ordinal);
        Assert.Equal(0, trainer.StepsDone);
        Assert.Empty(record.History.Of(Split.Train));
        Assert.Null(record.LastDiagnosedEpoch);
        Assert.Equal(0, new FileInfo(Layout.Metrics).Length);
    }

    /// <summary>Names and digests of everything in the run's folder but the note whose it is.</summary>
    private List<string> Bytes() =>
    [
        .. Directory.EnumerateFiles(Layout.Folder, "*", SearchOption.AllDirectories)
            .Where(path => path != Layout.Owner)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {ContentDigest.OfFile(path)}"),
    ];

    private Trainer Create()
    {
        torch.set_num_threads(1);
        return new Trainer(_identity.Model, _identity.Recipe, _identity.Run.Seed, _identity.Precision, _identity.Device, _images);
    }

    private RunRecord Open(Trainer trainer, MachineRecord? machine = null) =>
        new(_identity, Layout, machine ?? SyntheticMachine.Record, new SourceRecord(null, null), TimeProvider.System, trainer);

    private static MetricRecord Metric(int epoch) =>
        new() { Epoch = epoch, Step = epoch * 3, Split = Split.Train, Loss = 1, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = 1, ElapsedSeconds = epoch };
}
