using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Consoles;
using Harness.Reporting.Judgement;
using Harness.Reporting.Merging;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting merge</c>: runs of one plan from several machines go into one folder.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("folder")
        {
            Description = "A plan's results folder: the one that holds plan.json and runs.",
            Arity = ArgumentArity.OneOrMore,
        };
        var into = new Option<string>("--into") { Description = "A new folder, or one with results of the same plan, whose runs then take part.", Required = true };
        var command = new Command(
            "merge",
            "Copy the finished runs of several folders into one. Refused unless plan, code, data, precision, determinism, device class and TorchSharp version agree; no finished run is deleted or overwritten.")
        {
            folders,
            into,
        };
        command.SetAction(parse => Run(
            [.. parse.GetRequiredValue(folders).Select(ResultsLayout.OfFolder)],
            ResultsLayout.OfFolder(parse.GetRequiredValue(into)),
            parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(IReadOnlyList<ResultsLayout> sources, ResultsLayout target, TextWriter output)
    {
        var merge = new MergePlan(sources, target);
        var act = new ResultsMerge(merge);
        act.CarryOut();

        output.Write(FolderTable(merge));
        output.Write('\n');
        foreach (var line in Remarks(merge, act))
        {
            output.Write(line + "\n");
        }

        var folder = Path.GetFullPath(target.Folder);
        output.Write(
            $"{merge.Chosen.Count} of {merge.Runs.Count} runs of '{merge.PlanName}' are finished in {target.Folder}. "
            + "Analysis, verdicts, report and benchmark are not merged; make them from the merged runs:\n"
            + $"  reporting analyse --plan {Path.GetFileName(folder)} --results {Path.GetDirectoryName(folder)}\n"
            + "and likewise judge and render.\n");
        return 0;
    }

    private static string FolderTable(MergePlan merge)
    {
        var table = new TextTable("folder", "finished", "copied", "repeats", "unfinished");
        foreach (var folder in merge.Folders)
        {
            var taken = merge.Chosen.Count(chosen => chosen.From == folder);
            var repeats = merge.Chosen.Count(chosen => chosen.Repeats.Contains(folder));
            table.Add(
                folder.Name,
                Wording.Whole(taken + repeats),
                Wording.Whole(merge.IsTarget(folder) ? 0 : taken),
                Wording.Whole(repeats),
                Wording.Whole(merge.Unfinished.Count(unfinished => unfinished.Folder == folder)));
        }

        return table.ToString();
    }

    private static IEnumerable<string> Remarks(MergePlan merge, ResultsMerge act)
    {
        foreach (var group in merge.Chosen.SelectMany(chosen => chosen.Repeats.Select(repeat => (chosen, repeat))).GroupBy(pair => (pair.chosen.From, pair.repeat)))
        {
            yield return $"The same content in {group.Key.From.Name} and {group.Key.repeat.Name}, of which the first is kept: {string.Join(", ", group.Select(pair => pair.chosen.Run))}.";
        }

        foreach (var (run, folder) in merge.Unfinished)
        {
            yield return $"Not copied: {run.Run} in {folder.Name} ({run.Record.State.ToString().ToLowerInvariant()}). {run.Record.Note}";
        }

        foreach (var (run, folder) in merge.GivenUp)
        {
            yield return $"No folder has {run} finished; the record of its failure is taken from {folder.Name}.";
        }

        foreach (var path in act.SetAside)
        {
            yield return $"An unfinished record was moved aside, to {path}.";
        }

        if (merge.ArchitecturesDiffer)
        {
            yield return $"architectures.json is not the same in all folders and was not copied; 'experiments export' writes it again.";
        }

        if (merge.Open.Any())
        {
            yield return $"Finished in no folder: {string.Join(", ", merge.Open)}.";
        }
    }
}
