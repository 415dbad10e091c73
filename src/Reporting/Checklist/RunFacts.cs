using Harness.Contracts.Analysis;
using Harness.Contracts.Checklists;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What became of the runs, how long they took and where.</summary>
internal static class RunFacts
{
    /// <summary>A diverged run is a result and lowers the answer to partly; one that never ended is a hole in the evidence.</summary>
    public static Answer Counts(ChecklistInputs inputs)
    {
        var states = inputs.Analysis.Runs.CountBy(run => run.State).OrderBy(state => state.Key).ToDictionary();
        var planned = inputs.Analysis.Runs.Count;
        var completed = states.GetValueOrDefault(RunState.Completed);
        var others = states.Where(state => state.Key != RunState.Completed).Select(state => $", {Wording.Whole(state.Value)} {state.Key.ToString().ToLowerInvariant()}");
        var seeds = inputs.Plan.Arms.GroupBy(arm => string.Join(", ", arm.Seeds ?? inputs.Plan.Seeds))
            .Select(arms => $"{(arms.Count() == 1 ? "1 network" : $"{arms.Count()} networks")} with {(arms.Key.Contains(',', StringComparison.Ordinal) ? "the seeds" : "the seed")} {arms.Key}");
        var evaluations = inputs.Recipes.Select(recipe => Evaluations(recipe, inputs.Plan.Dataset.TrainingImages)).Distinct().Order();
        var ended = completed + states.GetValueOrDefault(RunState.Diverged);
        var status = completed == planned ? AnswerStatus.Yes : ended == planned ? AnswerStatus.Partly : AnswerStatus.No;
        return new Answer(
            status,
            $"{Wording.Whole(completed)} of {Wording.Whole(planned)} planned runs completed{string.Concat(others)}: {string.Join("; ", seeds)}. Evaluations on the test set in a run: {string.Join(" or ", evaluations)}.",
            [EvidenceFiles.Plan, EvidenceFiles.Analysis]);
    }

    public static Answer Runtime(ChecklistInputs inputs)
    {
        var seconds = inputs.Manifests.Select(manifest => manifest.ElapsedSeconds).ToList();
        var resumed = inputs.Manifests.Count(manifest => manifest.Attempts > 1);
        return Answer.Yes(
            $"{inputs.Runs} of {Wording.Fixed(seconds.Min() / 60, 1)} to {Wording.Fixed(seconds.Max() / 60, 1)} minutes, {Total(seconds)} added up; {Wording.Whole(resumed)} resumed after an interruption. Energy was not measured.",
            EvidenceFiles.Manifests,
            EvidenceFiles.Analysis);
    }

    public static Answer Infrastructure(ChecklistInputs inputs)
    {
        var machines = inputs.Manifests.Select(manifest => manifest.Machine).Distinct().ToList();
        var unknown = machines.Count(machine => machine is { Accelerator: not null } and ({ AcceleratorMemoryGibibytes: null } or { DriverVersion: null }));
        var sentence = $"{string.Join("; ", machines.Select(Describe))}. {Wording.Sentence(inputs.Runs)}, {Total([.. inputs.Manifests.Select(manifest => manifest.ElapsedSeconds)])} added up.";
        return unknown == 0
            ? Answer.Yes(sentence, EvidenceFiles.Manifests)
            : Answer.Partly($"{sentence} {unknown} of {machines.Count} machine(s) with an accelerator whose memory or driver is not in the records.", EvidenceFiles.Manifests);
    }

    private static int Evaluations(Recipe recipe, int trainingImages)
    {
        var epochs = recipe.TotalEpochs(trainingImages);
        return (epochs + recipe.EvaluateEvery - 1) / recipe.EvaluateEvery;
    }

    private static string Total(IReadOnlyList<double> seconds) =>
        seconds.Sum() is var sum && sum >= 3_600 ? $"{Wording.Fixed(sum / 3_600, 1)} hours" : $"{Wording.Fixed(sum / 60, 1)} minutes";

    private static string Describe(MachineRecord machine)
    {
        var memory = machine.AcceleratorMemoryGibibytes is { } gibibytes ? $" ({Wording.Fixed(gibibytes, 1)} GiB)" : "";
        return $"{machine.Processor}, {Wording.Whole(machine.LogicalCores)} logical cores, {Wording.Fixed(machine.MemoryGibibytes, 1)} GiB, {(machine.Accelerator is { } name ? name + memory : "no accelerator")}, {machine.OperatingSystem}, {machine.DotNetVersion}, libtorch {machine.LibtorchVersion}";
    }
}
