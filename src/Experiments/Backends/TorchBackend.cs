namespace Harness.Experiments.Backends;

/// <summary>Where a build of this program takes libtorch from. Settled when it is built, by the MSBuild property of the same name.</summary>
internal enum TorchBackend
{
    /// <summary>From the package TorchSharp-cpu, beside the program.</summary>
    Cpu,

    /// <summary>From the package TorchSharp-cuda-linux, beside the program.</summary>
    Cuda,

    /// <summary>From a folder that is named at run time, for instance a PyTorch installation's.</summary>
    External,
}
