using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Training;

/// <summary>Between tensors in libtorch and tensors in files.</summary>
internal static class StoredTensors
{
    /// <summary>A copy in host memory, row-major whatever the tensor's own memory order.</summary>
    public static StoredTensor From(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var packed = tensor.detach().cpu().contiguous();
        // A scalar tensor has no shape entries but one element.
        return new StoredTensor(name, TypeName(packed.dtype), packed.shape, packed.bytes.ToArray());
    }

    /// <summary>The network's state_dict under the seed document's names, row-major float32 (and int64 batch counters): PyTorch loads it with strict=True.</summary>
    public static SafetensorsFile WeightsOf(ResidualNetwork network) => new(
        [.. network.state_dict().Select(entry => From(entry.Key, entry.Value))],
        new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Copies the stored values into <paramref name="tensor"/>, which keeps its device and memory order.</summary>
    /// <exception cref="HarnessException">Type or shape differ.</exception>
    public static void Into(Tensor tensor, StoredTensor stored)
    {
        RequireFit(tensor, stored);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var host = empty(tensor.shape, tensor.dtype);
        stored.Bytes.Span.CopyTo(host.bytes);
        tensor.copy_(host);
    }

    /// <exception cref="HarnessException">Type or shape differ.</exception>
    public static void RequireFit(Tensor tensor, StoredTensor stored)
    {
        if (stored.Type != TypeName(tensor.dtype) || !stored.Shape.SequenceEqual(tensor.shape))
        {
            throw new HarnessException($"The stored tensor '{stored.Name}' is {stored.Type} [{string.Join(", ", stored.Shape)}]; expected {TypeName(tensor.dtype)} [{string.Join(", ", tensor.shape)}].");
        }
    }

    private static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Byte => "U8",
        ScalarType.Bool => "BOOL",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This element type is not stored."),
    };
}
