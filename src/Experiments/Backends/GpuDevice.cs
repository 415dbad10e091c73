namespace Harness.Experiments.Backends;

/// <summary>A GPU that this process may use, as its driver describes it.</summary>
/// <param name="Ordinal">Its number in this process; <c>CUDA_VISIBLE_DEVICES</c> decides which GPU has which.</param>
/// <param name="MemoryBytes">Its whole memory.</param>
/// <param name="ComputeCapability">For instance <c>9.0</c>: libtorch brings machine code for some of them only.</param>
internal sealed record GpuDevice(int Ordinal, string Name, long MemoryBytes, string ComputeCapability)
{
    public double MemoryGibibytes => MemoryBytes / (double)(1L << 30);
}
