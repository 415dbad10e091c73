using Harness.Contracts;
using Harness.Contracts.Consoles;
using Harness.Contracts.Files;

namespace Harness.Reporting.Rendering.Typesetting;

/// <summary>
/// Sets the report as PDF/UA-1 with Typst: by a <c>typst</c> program of version 0.14 or later where there is one, else by the pinned npm
/// compiler under Node.
/// </summary>
internal sealed class PdfCompiler
{
    private const string Node = "node";

    private static readonly Version Oldest = new(0, 14);
    private const string WhenLate = "Run the same command again; if it happens again, the machine is out of memory or the program is broken.";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TypesettingFolder _folder;
    private readonly string? _typst;

    private PdfCompiler(TypesettingFolder folder, string? typst)
    {
        _folder = folder;
        _typst = typst;
    }

    /// <summary>Whether the npm packages' fonts are there; a <c>typst</c> program can do without.</summary>
    public bool HasBundledFonts => _folder.Modules is not null;

    /// <summary>Chooses a compiler before any work is done, so that a missing one is named at once.</summary>
    /// <param name="typst">The program the user named; null to look for one on the PATH.</param>
    /// <param name="onPath">The name to look for there.</param>
    /// <param name="node">The name to look for there where there is no typst.</param>
    /// <exception cref="NoPdfCompilerException">There is none.</exception>
    /// <exception cref="HarnessException">The named one is too old.</exception>
    public static async Task<PdfCompiler> Choose(TypesettingFolder folder, string? typst, CancellationToken cancellation, string onPath = "typst", string node = Node)
    {
        var version = await VersionOf(typst ?? onPath, cancellation);
        if (version >= Oldest)
        {
            return new PdfCompiler(folder, typst ?? onPath);
        }

        if (typst is not null)
        {
            throw new HarnessException($"{typst} is {(version is null ? "no Typst program that runs" : $"Typst {version}")}. Expected Typst {Oldest} or later; leave --typst out to use the npm compiler.");
        }

        if (folder.Modules is null)
        {
            throw new NoPdfCompilerException("The PDF compiler and the fonts are not installed. Put a typst of version 0.14 or later on the PATH or, in the repository, run: dotnet cake --target=Restore.");
        }

        if (await ExternalProgram.RunAsync(node, ["--version"], TimeSpan.FromSeconds(20), WhenLate, cancellation) is null)
        {
            throw new NoPdfCompilerException("Node is not on the PATH. Setting the PDF needs Node 20 or later, or a typst program of version 0.14 or later.");
        }

        return new PdfCompiler(folder, typst: null);
    }

    /// <param name="document">The JSON that <see cref="Writers.TypstWriter"/> writes.</param>
    /// <returns>The PDF.</returns>
    /// <exception cref="HarnessException">The compiler is missing, failed or warned.</exception>
    public async Task<byte[]> Compile(byte[] document, CancellationToken cancellation)
    {
        var workspace = Directory.CreateTempSubdirectory("harness-report-").FullName;
        try
        {
            foreach (var template in TypesettingFolder.Templates)
            {
                File.Copy(Path.Combine(_folder.Folder, template), Path.Combine(workspace, template));
            }

            AtomicFile.WriteBytes(Path.Combine(workspace, "report.json"), document);
            var main = Path.Combine(workspace, TypesettingFolder.Templates[0]);
            var output = Path.Combine(workspace, "report.pdf");
            await (_typst is null ? RunNode(workspace, main, output, cancellation) : RunTypst(workspace, main, output, cancellation));
            return await File.ReadAllBytesAsync(output, cancellation);
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    private async Task RunNode(string workspace, string main, string output, CancellationToken cancellation)
    {
        var result = await ExternalProgram.RunAsync(Node, [_folder.Script, _folder.Modules!, workspace, main, output], Limit, WhenLate, cancellation)
            ?? throw new HarnessException("Node cannot be started.");
        Check("The PDF compiler", result, output);
    }

    private async Task RunTypst(string workspace, string main, string output, CancellationToken cancellation)
    {
        string[] fonts = _folder.Modules is { } modules ? ["--font-path", Path.Combine(modules, "node_modules")] : [];
        string[] arguments = ["compile", "--root", workspace, "--ignore-system-fonts", .. fonts, "--pdf-standard", "ua-1", main, output];
        var result = await ExternalProgram.RunAsync(_typst!, arguments, Limit, WhenLate, cancellation)
            ?? throw new HarnessException($"{_typst} cannot be started.");

        // Where a font lacks a character or a family is unknown, Typst warns and goes on; the page would be wrong.
        Check(_typst!, result.Error.Contains("warning:", StringComparison.Ordinal) ? result with { ExitCode = 1 } : result, output);
    }

    private static void Check(string program, ProgramResult result, string output)
    {
        if (result.ExitCode != 0 || !File.Exists(output))
        {
            throw new HarnessException($"{program} could not set the report (exit code {result.ExitCode}):\n{(result.Error + result.Output).Trim()}");
        }
    }

    private static async Task<Version?> VersionOf(string program, CancellationToken cancellation)
    {
        var result = await ExternalProgram.RunAsync(program, ["--version"], TimeSpan.FromSeconds(20), WhenLate, cancellation);
        var words = (result?.Output ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is ["typst", var number, ..] && Version.TryParse(number.Split('-')[0], out var version) ? version : null;
    }
}
