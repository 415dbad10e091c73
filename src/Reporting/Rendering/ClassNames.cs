namespace Harness.Reporting.Rendering;

/// <summary>What CIFAR-10's class indices stand for.</summary>
internal static class ClassNames
{
    /// <summary>By index, as <c>batches.meta.txt</c> of the binary version lists them.</summary>
    public static readonly IReadOnlyList<string> All = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
}
