using Harness.Contracts.Checklists;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Tests.Checklist;

public sealed class CodeAndDataFactsTests
{
    private static ChecklistInputs Quick => RecordedPlan.Quick;

    [Fact]
    public void One_commit_without_changes_is_a_known_version()
    {
        Quick.Fact(AnsweredBy.CodeVersion).Says(AnswerStatus.Yes, "13 runs made from commit 0000000000000000000000000000000000000000 without local changes");
        Quick.Fact(AnsweredBy.ReproductionCommand).Says(AnswerStatus.Yes, "dotnet cake --target=Reproduce --plan=synthetic-quick makes every run");
        Quick.Fact(AnsweredBy.Repeatability).Says(AnswerStatus.Yes, "13 of 13 runs used only algorithms that give the same bits every time (CPU, bfloat16, 1 thread an operation)");
    }

    public static TheoryData<int, string?, bool?, string> UnknownSources => new()
    {
        { 3, "abc", true, "3 of 13 runs were made with local changes that are in no commit" },
        { 2, null, null, "2 of 13 runs do not know their commit" },
        { 1, "abc", null, "1 of 13 runs do not say whether there were local changes" },
    };

    [Theory]
    [MemberData(nameof(UnknownSources))]
    public void Code_that_no_commit_holds_cannot_be_had_again(int count, string? commit, bool? changes, string fault)
    {
        var inputs = Quick.With(count, manifest => manifest with { Source = new SourceRecord(commit, changes) });

        foreach (var fact in new[] { AnsweredBy.CodeVersion, AnsweredBy.ReproductionCommand, AnsweredBy.Repeatability })
        {
            inputs.Fact(fact).Says(AnswerStatus.No, fault);
        }
    }

    [Fact]
    public void Several_versions_of_the_training_code_are_no_version()
    {
        var inputs = Quick.With(1, manifest => Identified(manifest, identity => identity with { CodeSha256 = "0123456789" }));

        inputs.Fact(AnsweredBy.CodeVersion).Says(AnswerStatus.No, "2 different versions of the training code (01234567... and ");
    }

    [Theory]
    [InlineData(1, AnswerStatus.Partly, "12 of 13 runs")]
    [InlineData(13, AnswerStatus.No, "0 of 13 runs")]
    public void Runs_that_were_not_deterministic_do_not_repeat_bit_for_bit(int count, AnswerStatus status, string part) =>
        Quick.With(count, manifest => Identified(manifest, identity => identity with { Deterministic = false })).Fact(AnsweredBy.Repeatability).Says(status, part);

    [Fact]
    public void Libraries_are_one_set_or_several()
    {
        Quick.Fact(AnsweredBy.Software).Says(AnswerStatus.Yes, "13 runs made with .NET 10.0.0, TorchSharp 0.107.0, libtorch 2.10.0 (cpu).");
        Quick.With(1, manifest => manifest with { Machine = manifest.Machine with { LibtorchVersion = "2.9.0" } })
            .Fact(AnsweredBy.Software).Says(AnswerStatus.Partly, "2 sets of libraries");
    }

    [Fact]
    public void One_digest_names_the_data_and_two_do_not()
    {
        Quick.Fact(AnsweredBy.DatasetIdentity).Says(AnswerStatus.Yes, "13 runs on cifar-10 with the SHA-256 013ba16d...");
        Quick.With(1, manifest => Identified(manifest, identity => identity with { DatasetSha256 = "fedcba9876" }))
            .Fact(AnsweredBy.DatasetIdentity).Says(AnswerStatus.No, "2 different copies of cifar-10: fedcba98... and 013ba16d...");
    }

    [Fact]
    public void A_part_of_the_training_images_is_told_from_all_of_them()
    {
        var paper = Quick.WithPlan(plan => plan with { Dataset = new DatasetSelection(DatasetSelection.Cifar10) });

        Quick.Fact(AnsweredBy.DatasetSize).Says(AnswerStatus.Yes, "5,000 training images, 500 of each class; 10,000 test images");
        paper.Fact(AnsweredBy.DatasetSize).Says(AnswerStatus.Yes, "50,000 training images, 5,000 of each class");
        Quick.Fact(AnsweredBy.DataExclusions).Says(AnswerStatus.Partly, "45,000 of the 50,000 training images are left out: the first 500 of each class");
        paper.Fact(AnsweredBy.DataExclusions).Says(AnswerStatus.Yes, "None of the 50,000");
        Quick.Fact(AnsweredBy.Preprocessing).Says(AnswerStatus.Yes, "The first 500 training images of each class; each channel minus its mean");
        Quick.With(1, manifest => Identified(manifest, identity => identity with { Recipe = identity.Recipe with { Augmentation = Augmentation.CropAndFlip, Normalisation = Normalisation.PixelMean } }))
            .Fact(AnsweredBy.Preprocessing).Says(AnswerStatus.Yes, "subtracted pixel by pixel; in training a random crop after 4 pixels of padding and a random flip, or each channel");
    }

    [Fact]
    public void That_there_is_no_validation_split_is_said() =>
        Quick.Fact(AnsweredBy.DataSplits).Says(AnswerStatus.Partly, "There is no validation split: the test set is evaluated during training (interval in epochs: 5), though nothing is chosen by it.");

    private static RunManifest Identified(RunManifest manifest, Func<RunIdentity, RunIdentity> change) => manifest with { Identity = change(manifest.Identity) };
}
