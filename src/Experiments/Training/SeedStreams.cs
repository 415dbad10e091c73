using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace Harness.Experiments.Training;

/// <summary>What randomness is drawn for. Streams are independent: drawing more from one does not shift another.</summary>
internal enum SeedStream
{
    /// <summary>Initial weights.</summary>
    Init,

    /// <summary>The order of the training images in an epoch.</summary>
    Order,

    /// <summary>Crop offsets and flips of an epoch.</summary>
    Augment,
}

/// <summary>
/// Makes the generators of one run. Each (stream, epoch) has its own, derived from the run's seed, so that a run can be taken up in any epoch
/// without replaying the ones before, and no generator state has to be saved.
/// </summary>
/// <remarks>Always CPU generators: TorchSharp cannot save the state of a CUDA one, and the same seed then means the same draws on every device.</remarks>
internal sealed class SeedStreams(int seed)
{
    /// <summary>A fresh generator; the caller disposes it. <paramref name="epoch"/> counts from 0.</summary>
    public torch.Generator Open(SeedStream stream, int epoch = 0)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"harness/{seed}/{stream.ToString().ToLowerInvariant()}/{epoch}");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return new torch.Generator((ulong)BinaryPrimitives.ReadInt64LittleEndian(digest) & long.MaxValue);
    }
}
