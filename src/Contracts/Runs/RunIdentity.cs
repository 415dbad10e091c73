using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Runs;

/// <summary>The kind of processor a run was made on. Bits are promised to repeat within a class, not across.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DeviceClass>))]
public enum DeviceClass
{
    Cpu,
    Cuda,
}

/// <summary>Everything that decides a run's numbers. Two runs with one identity are the same run; a change in any part makes another.</summary>
public sealed record RunIdentity
{
    public required RunId Run { get; init; }

    public required ModelSpec Model { get; init; }

    public required Recipe Recipe { get; init; }

    public required DatasetSelection Dataset { get; init; }

    /// <summary>SHA-256 over the six binary files in their published order.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Never <see cref="Plans.Precision.Auto"/>.</summary>
    [DeniedValues(Precision.Auto)]
    public required Precision Precision { get; init; }

    public required DeviceClass Device { get; init; }

    /// <summary>Made with algorithms that give the same bits every time: always on a CPU, on a GPU where the plan asks for it.</summary>
    public required bool Deterministic { get; init; }

    /// <summary>Threads inside one operation; 1 on a CPU, so that sums are taken in one order on every machine.</summary>
    [AtLeast(1)]
    public required int Threads { get; init; }

    /// <summary>SHA-256 over the sources that decide the numbers: models, data pipeline and training loop.</summary>
    public required string CodeSha256 { get; init; }

    /// <summary>The version of the TorchSharp package.</summary>
    public required string TorchSharpVersion { get; init; }

    /// <summary>SHA-256 of the identity's own compact JSON.</summary>
    public string Digest() => ContentDigest.OfText(JsonSerializer.Serialize(this, HarnessJson.Compact.RunIdentity));
}
