using System.Text.RegularExpressions;
using Harness.Contracts;

namespace Harness.Experiments.Backends;

/// <summary>A libtorch that was installed by someone else: a PyTorch installation's <c>torch</c> folder, or an unpacked libtorch archive.</summary>
/// <param name="Libraries">The folder that holds <c>libtorch.so</c>.</param>
/// <param name="HasCuda">It holds <c>libtorch_cuda.so</c> as well.</param>
/// <param name="Version">As its makers wrote it, for instance <c>2.10.0+cu128</c>; null where they did not.</param>
internal sealed partial record LibtorchInstallation(string Libraries, bool HasCuda, string? Version)
{
    public const string Torch = "libtorch.so";
    public const string TorchCpu = "libtorch_cpu.so";
    public const string TorchCuda = "libtorch_cuda.so";
    public const string C10 = "libc10.so";

    // TorchSharp 0.107.0 is compiled against 2.10. It calls TensorImpl::incref_pyobject, which 2.9 lacks, and
    // c10::impl::cow::materialize_cow_storage, which 2.13 removed.
    private static readonly Version Oldest = new(2, 10);
    private static readonly Version FirstTooNew = new(2, 13);

    /// <exception cref="HarnessException">There is no such folder, no whole libtorch in it, or one that TorchSharp cannot work with.</exception>
    public static LibtorchInstallation Open(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
        {
            throw new HarnessException($"There is no folder {folder}, which --libtorch names. {HowToFindOne}");
        }

        var libraries = new[] { folder, Path.Combine(folder, "lib") }.FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, Torch)))
            ?? throw new HarnessException($"There is no {Torch} in {folder} or in its lib folder, which --libtorch names. {HowToFindOne}");
        foreach (var name in (string[])[C10, TorchCpu])
        {
            if (!File.Exists(Path.Combine(libraries, name)))
            {
                throw new HarnessException($"The libtorch in {libraries} lacks {name}, so it is not whole. Install it again, or name another folder.");
            }
        }

        var found = new LibtorchInstallation(libraries, File.Exists(Path.Combine(libraries, TorchCuda)), ReadVersion(libraries));
        found.RequireKnownVersion();
        return found;
    }

    /// <summary>What to do about a libtorch that does not fit, as a whole sentence.</summary>
    public static string NameAnother => $"Name one of version {Oldest} with --libtorch; later ones below {FirstTooNew} may fit.";

    private const string HowToFindOne =
        "For a PyTorch installation, the folder is what this prints: python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))'.";

    private static string? ReadVersion(string libraries)
    {
        var parent = Path.GetDirectoryName(libraries) ?? libraries;
        var python = Path.Combine(parent, "version.py");
        if (File.Exists(python) && PythonVersion().Match(File.ReadAllText(python)) is { Success: true } match)
        {
            return match.Groups["version"].Value;
        }

        var archive = Path.Combine(parent, "build-version");
        return File.Exists(archive) ? File.ReadAllText(archive).Trim() : null;
    }

    private void RequireKnownVersion()
    {
        if (Version is not null
            && System.Version.TryParse(NumericPart().Match(Version).Value, out var number)
            && (number < Oldest || number >= FirstTooNew))
        {
            throw new HarnessException(
                $"The libtorch in {Libraries} is version {Version}. TorchSharp here is built for {Oldest}, and functions that it calls are missing in versions before that and from {FirstTooNew} on. {NameAnother}");
        }
    }

    [GeneratedRegex("""__version__\s*(?::\s*\w+\s*)?=\s*['"](?<version>[^'"]+)['"]""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PythonVersion();

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumericPart();
}
