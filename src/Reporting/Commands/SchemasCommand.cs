using System.CommandLine;
using Harness.Contracts;
using Harness.Reporting.Schemas;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting schemas</c>: the JSON Schemas of all records, written or held against what lies in a folder.</summary>
internal static class SchemasCommand
{
    public static Command Create()
    {
        var command = new Command("schemas", "Write the JSON Schema of every record, made from the records themselves, or check those of a folder.");
        var write = new Option<string>("--write") { Description = "The folder to write them to." };
        var check = new Option<string>("--check") { Description = "Change nothing; fail if the schemas of this folder are not those that the records give." };
        command.Options.Add(write);
        command.Options.Add(check);
        command.SetAction(parse => (parse.GetValue(write), parse.GetValue(check)) switch
        {
            ({ } folder, null) => Write(folder, parse.InvocationConfiguration.Output),
            (null, { } folder) => Check(folder, parse.InvocationConfiguration.Output),
            _ => throw new HarnessException("Name a folder with either --write or --check, for instance: schemas --write docs/schemas."),
        });
        return command;
    }

    private static int Write(string folder, TextWriter output)
    {
        var schemas = new SchemaFolder(folder);
        schemas.Write();
        output.Write($"Written: {schemas.Count} files in {folder}\n");
        return 0;
    }

    private static int Check(string folder, TextWriter output)
    {
        var stale = new SchemaFolder(folder).Stale();
        if (stale.Count > 0)
        {
            throw new HarnessException($"{folder} is not what the records give: {string.Join(", ", stale)}. Run: reporting schemas --write {folder}, and commit the files.");
        }

        output.Write($"The schemas in {folder} are those that the records give.\n");
        return 0;
    }
}
