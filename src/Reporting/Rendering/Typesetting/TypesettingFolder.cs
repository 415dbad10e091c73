using System.Reflection;
using Harness.Contracts;

namespace Harness.Reporting.Rendering.Typesetting;

/// <summary>Where the template, the compile script and the npm packages lie.</summary>
/// <param name="Folder">Holds <c>report.typ</c>, <c>blocks.typ</c> and <c>compile.mjs</c>.</param>
/// <param name="Modules">Holds <c>package.json</c> and <c>node_modules</c>; null where the packages are not installed.</param>
internal sealed record TypesettingFolder(string Folder, string? Modules)
{
    public static readonly IReadOnlyList<string> Templates = ["report.typ", "blocks.typ"];

    public const string MetadataKey = "TypesettingSource";

    private const string FolderName = "Typesetting";

    public string Script => Path.Combine(Folder, "compile.mjs");

    /// <summary>
    /// Looks beside the program, where a published copy carries everything, then in the source folder that the build noted,
    /// where <c>npm ci</c> installs the packages.
    /// </summary>
    /// <param name="named">What the user named, which is then the only place; null to look around.</param>
    /// <exception cref="HarnessException">The named folder lacks the template.</exception>
    public static TypesettingFolder Find(string? named, string programFolder)
    {
        // Whole, because the compiler is started in a folder of its own.
        var beside = Path.GetFullPath(named ?? Path.Combine(programFolder, FolderName));
        if (!File.Exists(Path.Combine(beside, Templates[0])))
        {
            throw new HarnessException($"There is no {Templates[0]} in {beside}. Name the folder that holds the report's template with --typesetting, or build the program again.");
        }

        string?[] candidates = named is null ? [beside, SourceFolder()] : [beside];
        return new TypesettingFolder(beside, candidates.FirstOrDefault(HasPackages));
    }

    internal static string? SourceFolder() => typeof(TypesettingFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value;

    // npm writes this file last, so a folder that was left half-way is not taken for a finished one.
    private static bool HasPackages(string? folder) =>
        folder is not null && File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"));
}
