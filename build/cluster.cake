Task("Submit")
    .Description("Hands the plan's missing runs to a batch system, which makes them on its machines and then the report; --engine=slurm.")
    .IsDependentOn("Build")
    .Does<Request>((context, request) => Programs.Experiments(context, request, "submit",
    [
        "--engine", request.Cluster.Engine, "--plan", request.Plan, "--results", request.Results, .. request.Selection.OfSeeds,
        .. Programs.Given("--site", request.Cluster.Site), .. Programs.Given("--cells", request.Cluster.Cells), .. Programs.Given("--at-most", request.Cluster.AtMost),
        .. Programs.Given("--data", request.Data),
    ]));

Task("Merge")
    .Description("Puts the plan's runs from several machines into one results folder; --from='shards/*/full' names their folders.")
    .IsDependentOn("Build")
    .Does<Request>((context, request) => Programs.Merge(context, request, request.Cluster.Folders(context)));

/// What is asked of several machines together: a batch system's work, or the results that several of them made.
public sealed record Cluster(string Engine, string Site, string Cells, string AtMost, string From)
{
    public static readonly string[] Arguments = ["engine", "site", "cells", "at-most", "from"];

    private static readonly string[] Engines = ["slurm"];

    public static Cluster Read(ICakeContext context) => new(
        context.Argument("engine", "slurm"),
        context.Argument("site", ""),
        context.Argument("cells", ""),
        context.Argument("at-most", ""),
        context.Argument("from", ""));

    public void Validate(IEnumerable<ICakeTaskInfo> tasks)
    {
        if (!Engines.Contains(Engine))
        {
            throw new CakeException($"There is no engine '{Engine}'. Known engines: {string.Join(", ", Engines)}.");
        }

        foreach (var (name, value) in new[] { ("cells", Cells), ("at-most", AtMost) })
        {
            if (value != "" && !(int.TryParse(value, out var number) && number > 0))
            {
                throw new CakeException($"--{name}={value} is no number of cells. Give 1 or more.");
            }
        }

        if (Site != "" && !System.IO.File.Exists(Site))
        {
            throw new CakeException($"There is no file '{Site}', which --site names. docs/cluster.md tells what it holds.");
        }

        if (From == "" && tasks.Any(task => task.Name == "Merge"))
        {
            throw new CakeException("Merge needs --from=PATTERN, the folders that hold the plan's results: --from='shards/*/full', in quotes.");
        }
    }

    /// The folders that the pattern names, in the order of their names.
    public string[] Folders(ICakeContext context)
    {
        var folders = context.GetDirectories(From).Select(folder => folder.FullPath).Order(StringComparer.Ordinal).ToArray();
        return folders.Length > 0 ? folders
            : throw new CakeException($"No folder matches --from={From}. Expected folders of results that each hold a plan.json, looked for from {System.Environment.CurrentDirectory}.");
    }
}
