using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Contracts.Runs;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What the records say of the networks and their training.</summary>
internal static class ModelFacts
{
    public static Answer Description(ChecklistInputs inputs)
    {
        if (inputs.Architectures is not { } architectures)
        {
            return NotCounted;
        }

        var counted = architectures.Arms.ToDictionary(network => network.Id, network => network.Parameters);
        var absent = inputs.Plan.Arms.Where(arm => !counted.ContainsKey(arm.Id)).Select(arm => arm.Id).ToList();
        var differing = inputs.Analysis.Arms.Where(arm => arm.Parameters is { } trained && counted.TryGetValue(arm.Arm, out var count) && count != trained).Select(arm => arm.Arm).ToList();
        string[] evidence = [EvidenceFiles.Architectures, EvidenceFiles.Analysis];
        if (differing.Count > 0)
        {
            return Answer.No($"The counted networks are not those that were trained: {Wording.Listing(differing)} with another number of parameters.", evidence);
        }

        var trainedToo = inputs.Analysis.Arms.Count(arm => arm.Parameters is not null && counted.ContainsKey(arm.Arm));
        var sentence = $"{inputs.Plan.Arms.Count - absent.Count} of {inputs.Plan.Arms.Count} networks are on record layer by layer; the number of parameters of {trainedToo} was found again in the trained ones. The loss is the cross entropy.";
        return absent.Count == 0 ? Answer.Yes(sentence, evidence) : Answer.Partly($"{sentence} Absent: {Wording.Listing(absent)}.", evidence);
    }

    public static Answer Cost(ChecklistInputs inputs)
    {
        if (inputs.Architectures is not { Arms.Count: > 0 } architectures)
        {
            return NotCounted;
        }

        var macs = architectures.Arms.Select(network => network.Macs / 1e6).ToList();
        return Answer.Partly(
            $"Counted for {architectures.Arms.Count} of {inputs.Plan.Arms.Count} networks: parameters, and {Wording.Fixed(macs.Min(), 1)} to {Wording.Fixed(macs.Max(), 1)} million multiply-accumulates an image; {inputs.Runs} timed. Memory and sample size are not analysed.",
            EvidenceFiles.Architectures,
            EvidenceFiles.Analysis);
    }

    public static Answer Weights(ChecklistInputs inputs)
    {
        var named = inputs.Manifests.Count(manifest => manifest.Files.Any(file => file.Path == RunLayout.WeightsName));
        return named == 0
            ? Answer.No($"None of {inputs.Runs} names its trained weights.", EvidenceFiles.Manifests)
            : Answer.Partly($"{Wording.Whole(named)} of {inputs.Runs} wrote trained weights ({RunLayout.WeightsName}) and named their SHA-256. Whether the files are handed on is not in the records.", EvidenceFiles.Manifests);
    }

    public static Answer Hyperparameters(ChecklistInputs inputs) => Answer.Partly(
        $"Every value is in the plan and in each of {Wording.Whole(inputs.Manifests.Count)} manifests ({(inputs.Recipes.Count == 1 ? "1 recipe" : $"{inputs.Recipes.Count} recipes")}), set before the runs; there was no search among them. How the values were first chosen is not in the records.",
        EvidenceFiles.Plan,
        EvidenceFiles.Manifests);

    public static Answer Selection(ChecklistInputs inputs)
    {
        var finals = inputs.Manifests.Where(manifest => manifest.Status == RunStatus.Completed).Select(manifest => manifest.Final!).ToList();
        var flattered = finals.Count(final => final.BestTestError < final.TestError);
        return finals.Count == 0
            ? Answer.No("No run completed, so no network is reported.", EvidenceFiles.Manifests)
            : Answer.Yes(
                $"The network after the last epoch is reported, chosen by no result. In {Wording.Whole(flattered)} of {Wording.Whole(finals.Count)} completed runs an earlier epoch tests better; that is shown apart and called optimistic.",
                EvidenceFiles.Manifests,
                EvidenceFiles.Analysis);
    }

    private static Answer NotCounted => Answer.No($"There is no {EvidenceFiles.Architectures}: the plan's networks were not counted.", EvidenceFiles.Plan);
}
