using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Merging;

/// <summary>One results folder that takes part in a merge, with what was found of each of the plan's runs.</summary>
internal sealed class MergeFolder
{
    private readonly IReadOnlyDictionary<RunId, InspectedRun> _runs;

    /// <param name="layout">The folder.</param>
    /// <param name="plan">Its plan, which names all paths that are looked at.</param>
    /// <exception cref="HarnessException">There is a symbolic link among the runs, or a manifest lists a file in another folder.</exception>
    public MergeFolder(ResultsLayout layout, Plan plan)
    {
        Layout = layout;
        _runs = new RunInspection(plan, layout).InspectAll().ToDictionary(run => run.Run);
        foreach (var run in _runs.Values)
        {
            RequireOrdinaryFiles(run);
        }

        SymbolicLinks.Refuse(layout.Folder, layout.Architectures);
        ArchitecturesSha256 = File.Exists(layout.Architectures) ? ContentDigest.OfFile(layout.Architectures) : null;
    }

    public ResultsLayout Layout { get; }

    public string Name => Layout.Folder;

    /// <summary>Null where there is no <c>architectures.json</c>.</summary>
    public string? ArchitecturesSha256 { get; }

    public InspectedRun this[RunId run] => _runs[run];

    /// <summary>Something stands where the run's record should be.</summary>
    public bool Holds(RunId run) => Directory.Exists(Layout.Run(run).Folder);

    /// <summary>Holds something that is no finished record: begun, given up or damaged.</summary>
    public bool HoldsUnfinished(RunId run) => Holds(run) && !this[run].IsUsed;

    private void RequireOrdinaryFiles(InspectedRun run)
    {
        var files = Layout.Run(run.Run);
        var listed = run.Manifest?.Files.Select(file => file.Path) ?? [];
        if (listed.FirstOrDefault(name => Path.GetFileName(name) != name) is { } elsewhere)
        {
            throw new HarnessException($"{files.Manifest} lists {elsewhere}. Expected names of files in the run's own folder; such a record is not copied.");
        }

        foreach (var path in listed.Select(name => Path.Combine(files.Folder, name)).Append(files.Manifest).Append(files.Failure))
        {
            SymbolicLinks.Refuse(Layout.Folder, path);
        }
    }
}
