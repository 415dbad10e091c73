using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Experiments.Training;

/// <summary>What a checkpoint holds beside tensors.</summary>
/// <param name="IdentitySha256">The run it belongs to; a checkpoint of another identity is not used.</param>
/// <param name="LibtorchVersion">The libtorch it was made with; another one may compute other bits.</param>
/// <param name="Metrics">The metrics that go with it; later lines are written again.</param>
/// <param name="Diagnostics">The diagnoses that go with it.</param>
/// <param name="ElapsedSeconds">Seconds spent in the run so far.</param>
/// <param name="Attempts">Times a worker was started on the run so far.</param>
internal sealed record CheckpointHeader(
    string IdentitySha256, string LibtorchVersion, TrainingPosition Position, LogMark Metrics, LogMark Diagnostics, double ElapsedSeconds, int Attempts);

/// <summary>
/// Saves everything that a trainer needs to go on: weights, normalisation statistics, velocities, position and running sums.
/// Generators need no state: each epoch's draws follow from the seed and the epoch's number (<see cref="SeedStreams"/>).
/// </summary>
internal static class Checkpoint
{
    private const string DigestName = "content_sha256";

    /// <summary>Writes atomically: until the new checkpoint is whole, the old one stays.</summary>
    public static void Save(string path, Trainer trainer, CheckpointHeader header)
    {
        var tensors = Contents(trainer).Select(entry => StoredTensors.From(entry.Name, entry.Tensor)).ToList();
        var metadata = new Dictionary<string, string>
        {
            ["identity_sha256"] = header.IdentitySha256,
            ["libtorch_version"] = header.LibtorchVersion,
            ["epoch"] = header.Position.Epoch.ToString(CultureInfo.InvariantCulture),
            ["step_in_epoch"] = header.Position.StepInEpoch.ToString(CultureInfo.InvariantCulture),
            ["metrics"] = header.Metrics.ToString(),
            ["diagnostics"] = header.Diagnostics.ToString(),
            ["elapsed_seconds"] = header.ElapsedSeconds.ToString("R", CultureInfo.InvariantCulture),
            ["attempts"] = header.Attempts.ToString(CultureInfo.InvariantCulture),
        };
        // Of everything: an epoch with a changed digit would train on from the wrong place, and nobody would see it.
        metadata.Add(DigestName, new SafetensorsFile(tensors, metadata).Digest());
        new SafetensorsFile(tensors, metadata).Write(path);
    }

    /// <summary>Reads a checkpoint's header and checks that it and the tensors are as they were written.</summary>
    /// <exception cref="HarnessException">The file is damaged.</exception>
    public static (CheckpointHeader Header, SafetensorsFile File) Read(string path)
    {
        var file = SafetensorsFile.Read(path);
        string Field(string name) => file.Metadata.TryGetValue(name, out var value)
            ? value
            : throw new HarnessException($"The checkpoint {path} lacks '{name}'.");
        var written = new SafetensorsFile(file.Tensors, file.Metadata.Where(entry => entry.Key != DigestName).ToDictionary());
        if (Field(DigestName) != written.Digest())
        {
            throw new HarnessException($"The checkpoint {path} is damaged: header and tensors do not have the digest that was written with them.");
        }

        try
        {
            var header = new CheckpointHeader(
                Field("identity_sha256"),
                Field("libtorch_version"),
                new TrainingPosition(int.Parse(Field("epoch"), CultureInfo.InvariantCulture), int.Parse(Field("step_in_epoch"), CultureInfo.InvariantCulture)),
                LogMark.Parse(Field("metrics")),
                LogMark.Parse(Field("diagnostics")),
                double.Parse(Field("elapsed_seconds"), CultureInfo.InvariantCulture),
                int.Parse(Field("attempts"), CultureInfo.InvariantCulture));
            return (header, file);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw new HarnessException($"The checkpoint {path} has a damaged header: {fault.Message}", fault);
        }
    }

    /// <summary>Puts a checkpoint's state into a fresh trainer of the same run: all of it, or nothing.</summary>
    /// <exception cref="HarnessException">A tensor is missing, of another type or of another shape; the trainer is as it was.</exception>
    public static void Restore(Trainer trainer, CheckpointHeader header, SafetensorsFile file)
    {
        var pairs = Contents(trainer).Select(entry => (entry.Tensor, Stored: file[entry.Name])).ToList();
        pairs.ForEach(pair => StoredTensors.RequireFit(pair.Tensor, pair.Stored));
        pairs.ForEach(pair => StoredTensors.Into(pair.Tensor, pair.Stored));

        trainer.MoveTo(header.Position);
    }

    private static IEnumerable<(string Name, TorchSharp.torch.Tensor Tensor)> Contents(Trainer trainer)
    {
        foreach (var (name, tensor) in trainer.Network.state_dict())
        {
            yield return ("model." + name, tensor);
        }

        var names = trainer.Network.named_parameters().Select(entry => entry.name);
        foreach (var (name, velocity) in names.Zip(trainer.Optimizer.Velocities))
        {
            yield return ("velocity." + name, velocity);
        }

        yield return ("trace.losses", trainer.Trace.Losses);
        yield return ("trace.learning_rates", trainer.Trace.LearningRates);
        yield return ("running.loss_sum", trainer.LossSum);
        yield return ("running.wrong_count", trainer.WrongCount);
    }
}
