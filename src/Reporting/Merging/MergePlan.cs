using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Merging;

/// <summary>A finished run and where its record is taken from.</summary>
/// <param name="From">The first folder that holds it; the target itself if it is there already.</param>
/// <param name="Repeats">Further folders that hold the same content; theirs is not copied.</param>
internal sealed record ChosenRun(RunId Run, MergeFolder From, IReadOnlyList<MergeFolder> Repeats);

/// <summary>A run that was begun, given up or damaged in one folder.</summary>
internal sealed record UnfinishedRun(InspectedRun Run, MergeFolder Folder);

/// <summary>What a merge is going to do. Made from all folders before anything is written; every refusal happens here.</summary>
internal sealed class MergePlan
{
    private const string SideBySide = "or leave the folders apart and see them side by side with 'reporting compare A B'";

    private readonly Plan _plan;

    /// <exception cref="HarnessException">The folders are not results of one plan, hold links, were made under unlike conditions, or disagree about a run.</exception>
    public MergePlan(IReadOnlyList<ResultsLayout> sources, ResultsLayout target)
    {
        Target = target;
        (_plan, var layouts) = MergedPlan.Read(sources, target);
        Folders = [.. layouts.Select(layout => new MergeFolder(layout, _plan))];
        RequireOneSetOfConditions();
        RequireOneContent();
        Chosen =
        [
            .. from run in Runs
               let holders = Holders(run)
               where holders.Count > 0
               select new ChosenRun(run, holders[0], [.. holders.Skip(1)]),
        ];
        if (Chosen.Count == 0)
        {
            throw new HarnessException($"There is no finished run of '{_plan.Name}' in {Wording.Listing([.. Folders.Select(folder => folder.Name)])}: nothing was merged. Train the plan first.");
        }

        // Looked up now, not when asked: carrying the merge out changes the target.
        Unfinished = [.. from run in Runs from folder in Folders where folder.HoldsUnfinished(run) select new UnfinishedRun(folder[run], folder)];
        GivenUp =
        [
            .. from run in Open
               where !IsTarget(Folders[0]) || !Folders[0].Holds(run)
               let folder = Folders.FirstOrDefault(folder => folder[run].Record is { State: RunState.Failed, Attempts: not null })
               where folder is not null
               select (run, folder),
        ];
    }

    public ResultsLayout Target { get; }

    /// <summary>In the order in which a record is looked for: the target first if it holds the plan already, then as named.</summary>
    public IReadOnlyList<MergeFolder> Folders { get; }

    public string PlanName => _plan.Name;

    public IReadOnlyList<RunId> Runs => _plan.Expand();

    /// <summary>In the plan's order.</summary>
    public IReadOnlyList<ChosenRun> Chosen { get; }

    /// <summary>What is in the folders and is not used.</summary>
    public IReadOnlyList<UnfinishedRun> Unfinished { get; }

    /// <summary>Runs that no folder finished and one gave up, with the first such folder. Where the target has begun a run, nothing is added to it.</summary>
    public IReadOnlyList<(RunId Run, MergeFolder From)> GivenUp { get; }

    /// <summary>Finished in no folder.</summary>
    public IEnumerable<RunId> Open => Runs.Except(Chosen.Select(chosen => chosen.Run));

    /// <summary>The first folder with the counted networks, where all folders that have them agree; null otherwise.</summary>
    public MergeFolder? ArchitecturesFrom => ArchitecturesDiffer ? null : Folders.FirstOrDefault(folder => folder.ArchitecturesSha256 is not null);

    public bool ArchitecturesDiffer => Folders.Select(folder => folder.ArchitecturesSha256).OfType<string>().Distinct().Count() > 1;

    public bool IsTarget(MergeFolder folder) => folder.Layout == Target;

    private List<MergeFolder> Holders(RunId run) => [.. Folders.Where(folder => folder[run].IsUsed)];

    private void RequireOneSetOfConditions() => Pooling.Require(
        [
            .. from folder in Folders
               from run in Runs
               where folder[run].IsUsed
               select ($"{run} in {folder.Name}", folder[run].Manifest!.Identity),
        ],
        $"Nothing was merged. Train the smaller group again under the other's conditions, {SideBySide}.");

    private void RequireOneContent()
    {
        var conflicts = new List<string>();
        foreach (var run in Runs)
        {
            var holders = Holders(run);
            foreach (var other in holders.Skip(1))
            {
                var differences = RunContent.Differences(run, holders[0], other);
                if (differences.Count > 0)
                {
                    conflicts.Add($"  {run}: {holders[0].Name} and {other.Name} differ in {Wording.Listing(differences)}");
                }
            }
        }

        if (conflicts.Count > 0)
        {
            throw new HarnessException(
                $"These runs are finished in more than one folder and have different content, so neither can stand for both.\n{string.Join('\n', conflicts)}\n"
                + $"Nothing was merged. Decide which record is right and move the other one's folder away, {SideBySide}.");
        }
    }
}
