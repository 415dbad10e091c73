using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What plan and manifests say of the images. There is at least one manifest.</summary>
internal static class DataFacts
{
    /// <summary>CIFAR-10's (Krizhevsky 2009).</summary>
    private const int Classes = 10;

    public static Answer Identity(ChecklistInputs inputs)
    {
        var digests = inputs.Manifests.Select(manifest => manifest.Identity.DatasetSha256).Distinct().ToList();
        return digests.Count == 1
            ? Answer.Yes(
                $"{inputs.Runs} on {inputs.Plan.Dataset.Name} with the SHA-256 {ContentDigest.Abbreviate(digests[0])}... over its six files; dotnet cake --target=Download fetches and checks them.",
                EvidenceFiles.Plan,
                EvidenceFiles.Manifests)
            : Answer.No(
                $"The runs read {digests.Count} different copies of {inputs.Plan.Dataset.Name}: {Wording.Listing([.. digests.Select(digest => ContentDigest.Abbreviate(digest) + "...")])}.",
                EvidenceFiles.Manifests);
    }

    public static Answer Size(ChecklistInputs inputs)
    {
        var images = inputs.Plan.Dataset.TrainingImages;
        return Answer.Yes(
            $"The class of an image, one of {Classes}; {Wording.Whole(images)} training images, {Wording.Whole(images / Classes)} of each class; {Wording.Whole(DatasetSelection.TestImages)} test images.",
            EvidenceFiles.Plan,
            EvidenceFiles.Manifests);
    }

    public static Answer Splits(ChecklistInputs inputs)
    {
        var intervals = inputs.Recipes.Select(recipe => recipe.EvaluateEvery).Distinct().Order().Select(every => Wording.Whole(every)).ToList();
        return Answer.Partly(
            $"Training and test images are kept apart as published, and normalisation uses training images alone. There is no validation split: the test set is evaluated during training (interval in epochs: {string.Join(" or ", intervals)}), though nothing is chosen by it. Whether the recipe once was is not in the records.",
            EvidenceFiles.Plan,
            EvidenceFiles.Analysis);
    }

    public static Answer Exclusions(ChecklistInputs inputs)
    {
        var left = Wording.WholeTrainingSet - inputs.Plan.Dataset.TrainingImages;
        return left == 0
            ? Answer.Yes($"None of the {Wording.Whole(Wording.WholeTrainingSet)} training images is left out.", EvidenceFiles.Plan, EvidenceFiles.Manifests)
            : Answer.Partly(
                $"{Wording.Whole(left)} of the {Wording.Whole(Wording.WholeTrainingSet)} training images are left out: the first {Wording.Whole(inputs.Plan.Dataset.TrainingImagesPerClass!.Value)} of each class in file order are kept. The plan states its scale and no other reason.",
                EvidenceFiles.Plan,
                EvidenceFiles.Manifests);
    }

    public static Answer Preprocessing(ChecklistInputs inputs)
    {
        var kept = inputs.Plan.Dataset.TrainingImagesPerClass is { } each ? $"the first {Wording.Whole(each)} training images of each class" : "all training images";
        var steps = inputs.Manifests.Select(manifest => manifest.Identity.Recipe)
            .Select(recipe => $"{Name(recipe.Normalisation)}; {Name(recipe.Augmentation)}").Distinct().ToList();
        return Answer.Yes($"{Wording.Sentence(kept)}; {string.Join(", or ", steps)}.", EvidenceFiles.Plan, EvidenceFiles.Manifests);
    }

    private static string Name(Normalisation normalisation) => normalisation switch
    {
        Normalisation.PixelMean => "the mean of the images that are trained on is subtracted pixel by pixel",
        _ => "each channel minus its mean over all 50,000 training images, divided by its standard deviation",
    };

    private static string Name(Augmentation augmentation) => augmentation switch
    {
        Augmentation.CropAndFlip => "in training a random crop after 4 pixels of padding and a random flip",
        _ => "no augmentation",
    };
}
