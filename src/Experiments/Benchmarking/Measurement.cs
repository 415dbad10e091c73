using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Benchmarking;

/// <summary>What a measuring process found out about one loop.</summary>
/// <param name="ImagesPerSecond">Of this process alone.</param>
/// <param name="HostSecondsPerStep">Of the same loop with next to nothing to compute; null where it was not measured.</param>
/// <param name="ManagedBytesPerStep">Managed objects made on the training thread.</param>
/// <param name="PeakMemoryBytes">Resident set on a CPU, device memory on a GPU; null where it cannot be told.</param>
/// <param name="IsResidentSet">The memory is this process's alone; on a GPU the driver counts all processes.</param>
internal sealed record Measurement(double ImagesPerSecond, double? HostSecondsPerStep, long ManagedBytesPerStep, long? PeakMemoryBytes, bool IsResidentSet)
{
    public string ToLine() => JsonSerializer.Serialize(this, MeasurementJson.Default.Measurement);

    /// <exception cref="HarnessException">The line is no measurement.</exception>
    public static Measurement FromLine(string line) => MeasurementJson.Read(line, MeasurementJson.Default.Measurement, "A measuring process");
}

/// <summary>What peer.py prints.</summary>
/// <param name="Images"><c>noise</c> or <c>cifar-10</c>.</param>
/// <param name="Precision">On a GPU, PyTorch's float32 convolutions are in TF32 unless told otherwise.</param>
internal sealed record PeerMeasurement(double ImagesPerSecond, string TorchVersion, string TorchvisionVersion, int Threads, string Images, Precision Precision)
{
    /// <exception cref="HarnessException">The line is no measurement.</exception>
    public static PeerMeasurement FromLine(string line) => MeasurementJson.Read(line, MeasurementJson.Default.PeerMeasurement, "peer.py");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(PeerMeasurement))]
internal sealed partial class MeasurementJson : JsonSerializerContext
{
    public static T Read<T>(string line, JsonTypeInfo<T> type, string who)
    {
        try
        {
            return StrictJson.Deserialize(Encoding.UTF8.GetBytes(line), type) ?? throw new HarnessException($"{who} printed null. Expected a measurement as one line of JSON.");
        }
        catch (JsonException fault)
        {
            throw new HarnessException($"{who} printed '{line}'. Expected a measurement as one line of JSON: {fault.Message}", fault);
        }
    }
}
