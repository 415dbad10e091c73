using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>What a worker tells the coordinator, one JSON object a line on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Measured), "measured")]
[JsonDerivedType(typeof(Finished), "finished")]
internal abstract record WorkerMessage
{
    /// <summary>The run begins, or goes on from <paramref name="StepsDone"/>.</summary>
    /// <param name="Note">What happened to an unusable checkpoint, or null.</param>
    internal sealed record Started(int StepsDone, int TotalSteps, int TotalEpochs, string? Note) : WorkerMessage;

    internal sealed record Progress(int StepsDone, int Epoch, double ImagesPerSecond) : WorkerMessage;

    internal sealed record Measured(MetricRecord Metric) : WorkerMessage;

    internal sealed record Finished(RunStatus Status, FinalMetrics? Final, double ElapsedSeconds) : WorkerMessage;

    public string ToLine() => JsonSerializer.Serialize(this, WorkerJson.Default.WorkerMessage);

    /// <summary>Reads a line; null if it is something else, for instance a native library's own words.</summary>
    public static WorkerMessage? FromLine(string line)
    {
        try
        {
            return line.StartsWith('{') ? StrictJson.Deserialize(Encoding.UTF8.GetBytes(line), WorkerJson.Default.WorkerMessage) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkerMessage))]
internal sealed partial class WorkerJson : JsonSerializerContext;
