namespace Harness.Contracts.Showcases;

/// <summary>The classes of CIFAR-10 by their index in its files (Krizhevsky 2009; <c>batches.meta.txt</c> of the published archive).</summary>
public static class Cifar10Classes
{
    public static IReadOnlyList<string> Names { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
}
