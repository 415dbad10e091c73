using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Backends;

/// <summary>Which libtorch and which device to use, and why.</summary>
/// <param name="Build">Where libtorch comes from.</param>
/// <param name="DeviceClass">The kind of device that tensors live on.</param>
/// <param name="Libtorch">The installation to load, or null for the one beside the program.</param>
/// <param name="Explanation">One sentence for the user: what was picked, and why.</param>
internal sealed record BackendChoice(TorchBackend Build, DeviceClass DeviceClass, LibtorchInstallation? Libtorch, string Explanation)
{
    private const string HowToBuildExternal = "build with -p:TorchBackend=external (dotnet cake does, when it is given --libtorch)";

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>external</c>: where libtorch comes from.</summary>
    public string Name => NameOf(Build);

    /// <summary>Decides for this program on this machine. Loads nothing yet.</summary>
    /// <exception cref="HarnessException">The request cannot be met; the message says what to do instead.</exception>
    public static BackendChoice For(BackendRequest request) => Decide(
        TorchBuild.OfThisProgram().Backend,
        request.Preference,
        NvidiaDriver.Inspect(),
        request.LibtorchFolder is null ? null : LibtorchInstallation.Open(request.LibtorchFolder));

    /// <summary>Decides from what the build has, what the machine has and what was asked for; looks at nothing else.</summary>
    /// <param name="build">Where this build takes libtorch from.</param>
    /// <param name="asked">The value of <c>--backend</c>.</param>
    /// <param name="driver">What the machine has.</param>
    /// <param name="named">The installation that <c>--libtorch</c> names; null where it was not given.</param>
    /// <exception cref="HarnessException">The request cannot be met; the message says what to do instead.</exception>
    public static BackendChoice Decide(TorchBackend build, BackendPreference asked, NvidiaDriver driver, LibtorchInstallation? named)
    {
        RequireOneLibtorch(build, asked, named);
        var hasCuda = build == TorchBackend.Cuda || (named?.HasCuda ?? false);
        if (asked == BackendPreference.Cuda)
        {
            RequireCuda(build, driver, hasCuda, named);
        }

        var device = asked != BackendPreference.Cpu && hasCuda && driver.IsUsable ? DeviceClass.Cuda : DeviceClass.Cpu;
        return new BackendChoice(build, device, named, Explain(asked, device, hasCuda, driver, named));
    }

    private static void RequireOneLibtorch(TorchBackend build, BackendPreference asked, LibtorchInstallation? named)
    {
        if (build == TorchBackend.External && named is null)
        {
            throw new HarnessException(
                "This build brings no libtorch of its own. Name an installation with --libtorch DIR, or build with -p:TorchBackend=cpu.");
        }

        if (build != TorchBackend.External && named is not null)
        {
            throw new HarnessException(
                $"This build brings its own libtorch, and a second one in the same process ends it. Leave --libtorch away, or {HowToBuildExternal}.");
        }

        if (build != TorchBackend.External && asked == BackendPreference.External)
        {
            throw new HarnessException($"This build brings its own libtorch. For --backend external, {HowToBuildExternal}.");
        }
    }

    private static void RequireCuda(TorchBackend build, NvidiaDriver driver, bool hasCuda, LibtorchInstallation? named)
    {
        if (!hasCuda)
        {
            throw new HarnessException(named is null
                ? $"--backend cuda was asked for, but this is a {NameOf(build)} build. Build with -p:TorchBackend=cuda, or {HowToBuildExternal}; or use --backend cpu."
                : $"--backend cuda was asked for, but the libtorch in {named.Libraries} has no {LibtorchInstallation.TorchCuda}. Name one that has, or use --backend cpu.");
        }

        if (!driver.IsUsable)
        {
            throw new HarnessException($"--backend cuda was asked for, but this machine cannot: {driver.Lack}. Use --backend cpu or auto.");
        }
    }

    private static string Explain(BackendPreference asked, DeviceClass device, bool hasCuda, NvidiaDriver driver, LibtorchInstallation? named)
    {
        var source = named is null ? "the libtorch of this build" : $"the libtorch in {named.Libraries}";
        if (device == DeviceClass.Cuda)
        {
            return asked == BackendPreference.Cuda
                ? $"Backend: the GPU, as asked for, with {source}."
                : $"Backend: the GPU, because this machine has one and {source} can use it.";
        }

        var reason = asked == BackendPreference.Cpu ? "as asked for"
            : hasCuda ? $"because of this machine: {driver.Lack}"
            : driver.IsUsable ? $"because it has no CUDA, although this machine has a GPU ({HowToBuildExternal} to use it)"
            : "because it has no CUDA, and this machine no usable GPU";
        return $"Backend: the CPU with {source}, {reason}.";
    }

    private static string NameOf(TorchBackend build) => build.ToString().ToLowerInvariant();
}
