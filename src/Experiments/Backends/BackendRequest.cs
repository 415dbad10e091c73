using Harness.Contracts;

namespace Harness.Experiments.Backends;

/// <summary>The values of <c>--backend</c>.</summary>
internal enum BackendPreference
{
    /// <summary>The GPU where the build and the machine have one, else the CPU.</summary>
    Auto,
    Cpu,
    Cuda,

    /// <summary>The libtorch of <c>--libtorch</c>, on the GPU where it and the machine have one.</summary>
    External,
}

/// <summary>What the user asked for.</summary>
/// <param name="Preference">The value of <c>--backend</c>.</param>
/// <param name="LibtorchFolder">The folder of <c>--libtorch</c>: it, or its <c>lib</c> folder, holds <c>libtorch.so</c>. Null where none was named.</param>
internal sealed record BackendRequest(BackendPreference Preference, string? LibtorchFolder)
{
    /// <summary>The preference as it is written on the command line.</summary>
    public string Name => Preference.ToString().ToLowerInvariant();

    /// <exception cref="HarnessException"><paramref name="backend"/> is none of auto, cpu, cuda and external.</exception>
    public static BackendRequest Parse(string backend, string? libtorch) => backend switch
    {
        "auto" => new BackendRequest(BackendPreference.Auto, libtorch),
        "cpu" => new BackendRequest(BackendPreference.Cpu, libtorch),
        "cuda" => new BackendRequest(BackendPreference.Cuda, libtorch),
        "external" => new BackendRequest(BackendPreference.External, libtorch),
        _ => throw new HarnessException($"There is no backend '{backend}'. Known backends: auto, cpu, cuda, external."),
    };
}
