using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Reads <c>diagnostics.jsonl</c> line by line and accepts nothing that the format does not allow.</summary>
internal static class DiagnosticsFile
{
    /// <summary>Yields the records in the file's order.</summary>
    /// <param name="path">Where to read.</param>
    /// <param name="origin">The file's name in messages.</param>
    /// <exception cref="HarnessException">A line is no record, a norm or deviation is below 0, or the lines are out of order.</exception>
    public static IEnumerable<DiagnosisRecord> Read(string path, string origin)
    {
        var epoch = -1;
        foreach (var (where, diagnosis) in JsonLines.Read(
            path, origin, HarnessJson.Compact.DiagnosisRecord, "a diagnosis", "epoch, step, images, loss, activation_bytes and layers"))
        {
            if (diagnosis.Epoch <= epoch)
            {
                throw new HarnessException($"{where}: epoch {diagnosis.Epoch} follows epoch {epoch}. Expected epochs from 0 that rise.");
            }

            if (diagnosis.Layers.FirstOrDefault(layer => layer is { WeightNorm: < 0 } or { GradientNorm: < 0 } or { ResponseDeviation: < 0 }) is { } layer)
            {
                throw new HarnessException($"{where}: {layer.Layer} has a norm or deviation below 0.");
            }

            epoch = diagnosis.Epoch;
            yield return diagnosis;
        }
    }
}
