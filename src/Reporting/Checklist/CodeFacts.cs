using Harness.Contracts.Checklists;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What the manifests say of the code that made the runs. There is at least one.</summary>
internal static class CodeFacts
{
    public static Answer Version(ChecklistInputs inputs)
    {
        var faults = Faults(inputs.Manifests).ToList();
        return faults.Count > 0
            ? Answer.No($"{Wording.Sentence(string.Join("; ", faults))}.", EvidenceFiles.Manifests)
            : Answer.Yes(
                $"{inputs.Runs} made from {Commits(inputs.Manifests)} without local changes, by training code with the SHA-256 {ContentDigest.Abbreviate(inputs.Manifests[0].Identity.CodeSha256)}...",
                EvidenceFiles.Manifests);
    }

    public static Answer Command(ChecklistInputs inputs)
    {
        var command = $"dotnet cake --target=Reproduce --plan={inputs.Plan.Name}";
        var faults = Faults(inputs.Manifests).ToList();
        return faults.Count > 0
            ? Answer.No($"{command} runs the plan, but the code that ran cannot be had again: {string.Join("; ", faults)}.", EvidenceFiles.Manifests)
            : Answer.Yes($"At {Commits(inputs.Manifests)}, {command} makes every run, verdict and page again.", EvidenceFiles.Plan, EvidenceFiles.Manifests);
    }

    public static Answer Repeatability(ChecklistInputs inputs)
    {
        var same = inputs.Manifests.Count(manifest => manifest.Identity.Deterministic);
        var devices = Wording.Listing([.. inputs.Manifests.Select(manifest => Describe(manifest.Identity)).Distinct()]);
        var faults = Faults(inputs.Manifests).ToList();
        var sentence = $"{Wording.Whole(same)} of {inputs.Runs} used only algorithms that give the same bits every time ({devices}); weights, order and augmentation are drawn from the recorded seeds.";
        string[] evidence = [EvidenceFiles.Plan, EvidenceFiles.Manifests];
        if (faults.Count > 0)
        {
            return Answer.No($"{sentence} But the code that ran cannot be had again: {string.Join("; ", faults)}.", evidence);
        }

        return same == inputs.Manifests.Count
            ? Answer.Yes(sentence, evidence)
            : new Answer(same > 0 ? AnswerStatus.Partly : AnswerStatus.No, $"{sentence} A repeat of the others agrees in its statistics alone.", evidence);
    }

    public static Answer Software(ChecklistInputs inputs)
    {
        var sets = inputs.Manifests.Select(manifest => manifest.Machine)
            .Select(machine => $"{machine.DotNetVersion}, TorchSharp {machine.TorchSharpVersion}, libtorch {machine.LibtorchVersion} ({machine.TorchBackend})").Distinct().ToList();
        return sets.Count == 1
            ? Answer.Yes($"{inputs.Runs} made with {sets[0]}.", EvidenceFiles.Manifests)
            : Answer.Partly($"The runs were made with {sets.Count} sets of libraries: {string.Join("; ", sets)}.", EvidenceFiles.Manifests);
    }

    private static IEnumerable<string> Faults(IReadOnlyList<RunManifest> manifests)
    {
        var sources = manifests.Select(manifest => manifest.Source).ToList();
        var codes = manifests.Select(manifest => manifest.Identity.CodeSha256).Distinct().ToList();
        foreach (var (count, fault) in new[]
        {
            (sources.Count(source => source.Commit is null), "do not know their commit"),
            (sources.Count(source => source.HasLocalChanges == true), "were made with local changes that are in no commit"),
            (sources.Count(source => source is { Commit: not null, HasLocalChanges: null }), "do not say whether there were local changes"),
        })
        {
            if (count > 0)
            {
                yield return $"{Wording.Whole(count)} of {Wording.Whole(manifests.Count)} runs {fault}";
            }
        }

        if (codes.Count > 1)
        {
            yield return $"the runs were made by {codes.Count} different versions of the training code ({Wording.Listing([.. codes.Select(code => ContentDigest.Abbreviate(code) + "...")])})";
        }
    }

    private static string Commits(IReadOnlyList<RunManifest> manifests) =>
        $"commit {Wording.Listing([.. manifests.Select(manifest => manifest.Source.Commit!).Distinct()])}";

    private static string Describe(RunIdentity identity) =>
        $"{(identity.Device == DeviceClass.Cpu ? "CPU" : "GPU")}, {Name(identity.Precision)}, {(identity.Threads == 1 ? "1 thread" : $"{identity.Threads} threads")} an operation";

    private static string Name(Precision precision) => precision switch
    {
        Precision.Bfloat16 => "bfloat16",
        Precision.TensorFloat32 => "TF32",
        _ => "float32",
    };
}
