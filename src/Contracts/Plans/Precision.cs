using System.Text.Json.Serialization;

namespace Harness.Contracts.Plans;

/// <summary>The arithmetic of a training step.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Precision>))]
public enum Precision
{
    /// <summary>Resolved once, before the first run: <see cref="Bfloat16"/> where the hardware multiplies it fast, else <see cref="Float32"/>. Never in a manifest.</summary>
    Auto,

    Float32,

    /// <summary>Float32 storage with 10-bit mantissas inside matrix products (NVIDIA Ampere and later).</summary>
    TensorFloat32,

    /// <summary>Autocast: convolutions and matrix products in bfloat16, weights, momentum and loss in float32.</summary>
    Bfloat16,
}
