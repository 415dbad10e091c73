using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Training;

namespace Harness.Experiments.Execution;

/// <summary>One step of a recorded run beside the same step made again.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Recorded">Mean cross entropy of the step's batch as recorded, in nats.</param>
/// <param name="Again">The same, made again.</param>
internal readonly record struct StepComparison(int Step, float Recorded, float Again)
{
    /// <summary>Equal bit for bit; a NaN equals itself.</summary>
    public bool IsEqual => BitConverter.SingleToInt32Bits(Recorded) == BitConverter.SingleToInt32Bits(Again);

    /// <summary>Difference as a share of the recorded loss; not a number where either is none.</summary>
    public double RelativeDifference => Math.Abs((double)Again - Recorded) / Math.Max(Math.Abs((double)Recorded), float.Epsilon);
}

/// <summary>What came of making a run's first steps again.</summary>
/// <param name="Steps">Every step that was made again.</param>
/// <param name="WeightsAreEqual">Whether the final weights have the recorded digest; null where not all steps were made again.</param>
internal sealed record VerificationResult(IReadOnlyList<StepComparison> Steps, bool? WeightsAreEqual)
{
    /// <summary>The first step whose loss is another; null where all are equal.</summary>
    public StepComparison? FirstDifference => Steps.Any(step => !step.IsEqual) ? Steps.First(step => !step.IsEqual) : null;

    public bool IsEqual => FirstDifference is null && WeightsAreEqual != false;
}

/// <summary>Makes the first steps of a finished run again, from nothing but its manifest and the data, and compares loss by loss.</summary>
internal static class RunVerification
{
    /// <summary>Reads a run's manifest and its recorded losses.</summary>
    /// <exception cref="HarnessException">The run is not finished, or its record is damaged.</exception>
    public static (RunManifest Manifest, float[] Losses) ReadRecord(RunLayout layout)
    {
        var manifest = RecordFile.Read(layout.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        var recorded = manifest.Files.FirstOrDefault(file => file.Path == RunLayout.TraceName);
        if (recorded is null || !File.Exists(layout.Trace) || ContentDigest.OfFile(layout.Trace) != recorded.Sha256)
        {
            throw new HarnessException($"{layout.Trace}, the recorded losses of {manifest.Identity.Run}, is missing or does not have the digest that the manifest names. There is nothing to compare with.");
        }

        var losses = SafetensorsFile.Read(layout.Trace)["loss"];
        return (manifest, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(losses.Bytes.Span).ToArray());
    }

    /// <param name="manifest">The run's record.</param>
    /// <param name="losses">Its recorded losses, one a step.</param>
    /// <param name="training">Its training images, on its device. They stay the caller's.</param>
    /// <param name="steps">How many steps to make again; at most as many as there are.</param>
    /// <param name="stop">Asked after every step.</param>
    public static VerificationResult Repeat(RunManifest manifest, float[] losses, LabelledImages training, int steps, CancellationToken stop)
    {
        var identity = manifest.Identity;
        var count = Math.Min(steps, losses.Length);
        using var trainer = new Trainer(identity.Model, identity.Recipe, identity.Run.Seed, identity.Precision, identity.Device, training);
        while (trainer.StepsDone < count)
        {
            _ = trainer.TrainEpoch(() => trainer.StepsDone >= count || stop.IsCancellationRequested);
            stop.ThrowIfCancellationRequested();
        }

        var again = trainer.Trace.ReadLosses();
        var weights = trainer.IsFinished ? manifest.Files.FirstOrDefault(file => file.Path == RunLayout.WeightsName) : null;
        return new VerificationResult(
            [.. Enumerable.Range(0, count).Select(step => new StepComparison(step + 1, losses[step], again[step]))],
            weights is null ? null : StoredTensors.WeightsOf(trainer.Network).Digest() == weights.Sha256);
    }
}
