using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Reporting.Schemas;

/// <summary>The published schemas: one file a record, and a page that names them.</summary>
internal sealed class SchemaFolder(string folder)
{
    private const string PageName = "README.md";

    private readonly SortedDictionary<string, string> _wanted = FilesOf(new RecordSchemas());

    public int Count => _wanted.Count;

    /// <summary>Writes what the records give, and removes the schemas of records that are no more.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public void Write()
    {
        foreach (var (name, text) in _wanted)
        {
            AtomicFile.WriteText(Path.Combine(folder, name), text);
        }

        foreach (var name in Present().Except(_wanted.Keys, StringComparer.Ordinal))
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>Names of the files that are missing, superfluous or other than the records give, in order.</summary>
    public IReadOnlyList<string> Stale() =>
    [
        .. from name in Present().Union(_wanted.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
           let path = Path.Combine(folder, name)
           where !File.Exists(path) || File.ReadAllText(path) != _wanted.GetValueOrDefault(name)
           select name,
    ];

    private IEnumerable<string> Present() =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, RecordSchema.FilePattern).Select(path => Path.GetFileName(path)) : [];

    private static SortedDictionary<string, string> FilesOf(RecordSchemas schemas)
    {
        var files = new SortedDictionary<string, string>(schemas.All.ToDictionary(schema => schema.FileName, schema => schema.Text), StringComparer.Ordinal);
        var lines = schemas.All.Select(schema => $"| [{schema.FileName}]({schema.FileName}) | {schema.Describes} |\n");
        files.Add(PageName, $"""
            # JSON Schemas of the records

            JSON Schema, draft 2020-12, one file a record. They are made from the C# records by `reporting schemas --write docs/schemas`, with the records' own
            documentation and ranges, and are not edited by hand; a test holds them to the records. `reporting check --plan NAME` validates a plan's results
            against the same schemas. The results of a plan lie in `results/NAME/`, those of a run in `results/NAME/runs/ARM/seed-N/`.

            | Schema | Describes |
            |---|---|
            {string.Concat(lines)}
            """);
        return files;
    }
}
