using Harness.Experiments.Data;
using TorchSharp;

namespace Harness.Experiments.Tests;

/// <summary>Images of noise, ten classes in turn; clearly no dataset.</summary>
internal static class SyntheticImages
{
    public const int ImageBytes = 3 * 32 * 32;

    public static byte[] Pixels(int count)
    {
        using var generator = new torch.Generator(42);
        using var noise = torch.randint(256, [count * (long)ImageBytes], torch.ScalarType.Byte, generator: generator);
        return noise.bytes.ToArray();
    }

    public static byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index % 10))];

    public static LabelledImages Create(int count) => LabelledImages.Create(Pixels(count), Labels(count), torch.CPU);
}
