using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Merging;

/// <summary>Finds the one plan of all folders of a merge.</summary>
internal static class MergedPlan
{
    /// <returns>The plan, and the folders that hold it: the target first if it does.</returns>
    /// <exception cref="HarnessException">A folder is named twice, holds no plan or another one, or the target holds something else than results.</exception>
    public static (Plan Plan, IReadOnlyList<ResultsLayout> Folders) Read(IReadOnlyList<ResultsLayout> sources, ResultsLayout target)
    {
        if (sources.Append(target).GroupBy(layout => Path.GetFullPath(layout.Folder)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new HarnessException($"{twice.Key} is named more than once. Name every folder once; the one after --into takes part by itself.");
        }

        foreach (var source in sources.Where(source => !File.Exists(source.Plan)))
        {
            throw new HarnessException($"There is no {source.Plan}. Expected the results folder of a plan, which holds plan.json and runs, for instance results/quick.");
        }

        RequireNewOrResults(target);
        IReadOnlyList<ResultsLayout> folders = File.Exists(target.Plan) ? [target, .. sources] : sources;
        foreach (var layout in folders)
        {
            SymbolicLinks.Refuse(layout.Folder, layout.Plan);
        }

        var groups = folders.GroupBy(layout => ContentDigest.OfFile(layout.Plan), layout => layout.Folder).ToList();
        return groups.Count == 1
            ? (Plan.Read(folders[0].Plan), folders)
            : throw new HarnessException(
                $"These folders hold results of different plans, which are different runs.\n  SHA-256 of {Path.GetFileName(target.Plan)}:\n"
                + string.Join('\n', groups.Select(group => $"    {ContentDigest.Abbreviate(group.Key)}...: {string.Join(", ", group)}"))
                + "\nNothing was merged. Train all machines' runs by one plan file, or see two folders side by side with 'reporting compare A B'.");
    }

    private static void RequireNewOrResults(ResultsLayout target)
    {
        if (File.Exists(target.Folder))
        {
            throw new HarnessException($"{target.Folder} is a file. Name a new folder after --into, or one with results of the same plan.");
        }

        if (!File.Exists(target.Plan) && Directory.Exists(target.Folder) && Directory.EnumerateFileSystemEntries(target.Folder).Any(IsForeign))
        {
            throw new HarnessException(
                $"{target.Folder} is not empty and holds no {Path.GetFileName(target.Plan)}. Name a new folder after --into, or one with results of the same plan, for instance results/quick.");
        }

        // What a merge leaves that was interrupted before it wrote the plan.
        bool IsForeign(string path) => path != target.Lock && !path.EndsWith(AtomicFile.PartialSuffix, StringComparison.Ordinal);
    }
}
