using System.Globalization;
using System.Security.Cryptography;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Experiments.Training;

/// <summary>What a checkpoint holds beside tensors.</summary>
/// <param name="IdentitySha256">The run it belongs to; a checkpoint of another identity is not used.</param>
/// <param name="MetricsBytes">Length of the metrics file that goes with it; later lines are written again.</param>
/// <param name="ElapsedSeconds">Seconds spent in the run so far.</param>
/// <param name="Attempts">Times a worker was started on the run so far.</param>
internal sealed record CheckpointHeader(string IdentitySha256, TrainingPosition Position, long MetricsBytes, double ElapsedSeconds, int Attempts);

/// <summary>
/// Saves everything that a trainer needs to go on: weights, normalisation statistics, velocities, position and running sums.
/// Generators need no state: each epoch's draws follow from the seed and the epoch's number.
/// </summary>
internal static class Checkpoint
{
    private const string DataDigest = "data_sha256";

    /// <summary>Writes atomically: until the new checkpoint is whole, the old one stays.</summary>
    public static void Save(string path, Trainer trainer, CheckpointHeader header)
    {
        var tensors = Contents(trainer).Select(entry => StoredTensors.From(entry.Name, entry.Tensor)).ToList();
        var metadata = new Dictionary<string, string>
        {
            ["identity_sha256"] = header.IdentitySha256,
            ["epoch"] = header.Position.Epoch.ToString(CultureInfo.InvariantCulture),
            ["step_in_epoch"] = header.Position.StepInEpoch.ToString(CultureInfo.InvariantCulture),
            ["metrics_bytes"] = header.MetricsBytes.ToString(CultureInfo.InvariantCulture),
            ["elapsed_seconds"] = header.ElapsedSeconds.ToString("R", CultureInfo.InvariantCulture),
            ["attempts"] = header.Attempts.ToString(CultureInfo.InvariantCulture),
            [DataDigest] = DigestOf(tensors),
        };
        new SafetensorsFile(tensors, metadata).Write(path);
    }

    /// <summary>Reads a checkpoint's header and checks that its data are whole.</summary>
    /// <exception cref="HarnessException">The file is damaged.</exception>
    public static (CheckpointHeader Header, SafetensorsFile File) Read(string path)
    {
        var file = SafetensorsFile.Read(path);
        string Field(string name) => file.Metadata.TryGetValue(name, out var value)
            ? value
            : throw new HarnessException($"The checkpoint {path} lacks '{name}'.");
        if (Field(DataDigest) != DigestOf(file.Tensors))
        {
            throw new HarnessException($"The checkpoint {path} is damaged: its tensors do not have the digest that its header names.");
        }

        try
        {
            var header = new CheckpointHeader(
                Field("identity_sha256"),
                new TrainingPosition(int.Parse(Field("epoch"), CultureInfo.InvariantCulture), int.Parse(Field("step_in_epoch"), CultureInfo.InvariantCulture)),
                long.Parse(Field("metrics_bytes"), CultureInfo.InvariantCulture),
                double.Parse(Field("elapsed_seconds"), CultureInfo.InvariantCulture),
                int.Parse(Field("attempts"), CultureInfo.InvariantCulture));
            return (header, file);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw new HarnessException($"The checkpoint {path} has a damaged header: {fault.Message}", fault);
        }
    }

    /// <summary>Puts a checkpoint's state into a fresh trainer of the same run.</summary>
    /// <exception cref="HarnessException">A tensor is missing or of another shape.</exception>
    public static void Restore(Trainer trainer, CheckpointHeader header, SafetensorsFile file)
    {
        foreach (var (name, tensor) in Contents(trainer))
        {
            StoredTensors.Into(tensor, file[name]);
        }

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

        yield return ("running.loss_sum", trainer.LossSum);
        yield return ("running.wrong_count", trainer.WrongCount);
    }

    private static string DigestOf(IEnumerable<StoredTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
        {
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
