using System.Reflection;
using Harness.Contracts;

namespace Harness.Experiments.Backends;

/// <summary>What this program was built with.</summary>
/// <param name="Backend">Where it takes libtorch from.</param>
/// <param name="Folder">Where its own libraries lie.</param>
/// <param name="LibraryPath">The value of <c>LD_LIBRARY_PATH</c> when it was started; empty where unset.</param>
internal sealed record TorchBuild(TorchBackend Backend, string Folder, string LibraryPath)
{
    /// <summary>The TorchSharp library that the C# side calls.</summary>
    public string TorchSharpLibrary => Path.Combine(Folder, "libLibTorchSharp.so");

    public static TorchBuild OfThisProgram()
    {
        var backend = typeof(TorchBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(pair => pair.Key == nameof(TorchBackend))?.Value;
        return Enum.TryParse<TorchBackend>(backend, ignoreCase: true, out var known)
            ? new TorchBuild(known, AppContext.BaseDirectory, Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "")
            : throw new HarnessException($"This program was built with TorchBackend='{backend}'. Known values: cpu, cuda, external; build it again with one of them.");
    }

    /// <summary>
    /// Two libtorch in one process end it (operators are registered twice) or, worse, are mixed silently: the loader takes some libraries
    /// from the one and some from the other.
    /// </summary>
    /// <exception cref="HarnessException">A second libtorch would be found.</exception>
    public void RequireNoSecondLibtorch()
    {
        if (Backend == TorchBackend.External)
        {
            if (File.Exists(Path.Combine(Folder, LibtorchInstallation.TorchCpu)))
            {
                throw new HarnessException(
                    $"This build takes libtorch from --libtorch, yet there is a {LibtorchInstallation.TorchCpu} in {Folder}, left by another build. Run dotnet cake --target=Clean and build again.");
            }

            return;
        }

        var other = LibraryPath.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, LibtorchInstallation.C10)) && Path.GetFullPath(folder) != Path.GetFullPath(Folder.TrimEnd('/')));
        if (other is not null)
        {
            throw new HarnessException(
                $"LD_LIBRARY_PATH leads to another libtorch in {other}, which would be mixed with this build's own. Start again without it: env -u LD_LIBRARY_PATH ...");
        }
    }
}
