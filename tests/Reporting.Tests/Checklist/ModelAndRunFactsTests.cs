using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Checklists;
using Harness.Contracts.Runs;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Tests.Checklist;

public sealed class ModelAndRunFactsTests
{
    private static ChecklistInputs Quick => RecordedPlan.Quick;

    private static ChecklistInputs Uncounted => Quick with { Judged = Quick.Judged with { Architectures = null } };

    [Fact]
    public void Networks_are_described_if_their_layers_were_counted_and_are_those_that_were_trained()
    {
        Quick.Fact(AnsweredBy.ModelDescription).Says(AnswerStatus.Yes, "9 of 9 networks are on record layer by layer; the number of parameters of 9");
        Uncounted.Fact(AnsweredBy.ModelDescription).Says(AnswerStatus.No, "There is no architectures.json");
        (Quick with { Judged = Quick.Judged with { Architectures = Quick.Architectures! with { Arms = [.. Quick.Architectures.Arms.Skip(1)] } } })
            .Fact(AnsweredBy.ModelDescription).Says(AnswerStatus.Partly, "Absent: plain-20.");
        Quick.WithAnalysis(analysis => analysis with { Arms = [analysis.Arms[0] with { Parameters = 1 }, .. analysis.Arms.Skip(1)] })
            .Fact(AnsweredBy.ModelDescription).Says(AnswerStatus.No, "not those that were trained: plain-20");
    }

    [Fact]
    public void Cost_is_counted_and_timed_but_not_analysed_whole()
    {
        Quick.Fact(AnsweredBy.ModelCost).Says(AnswerStatus.Partly, "9 of 9 networks: parameters, and 40.0 to 40.0 million multiply-accumulates an image; 13 runs timed");
        Uncounted.Fact(AnsweredBy.ModelCost).Says(AnswerStatus.No, "were not counted");
    }

    [Fact]
    public void Weights_are_named_or_not()
    {
        Quick.Fact(AnsweredBy.TrainedModels).Says(AnswerStatus.Partly, "13 of 13 runs wrote trained weights (weights.safetensors)");
        Quick.With(13, manifest => manifest with { Files = [.. manifest.Files.Where(file => file.Path != RunLayout.WeightsName)] })
            .Fact(AnsweredBy.TrainedModels).Says(AnswerStatus.No, "None of 13 runs");
    }

    [Fact]
    public void Hyper_parameters_are_given_but_not_where_they_come_from() =>
        Quick.Fact(AnsweredBy.Hyperparameters).Says(AnswerStatus.Partly, "in each of 13 manifests (1 recipe)");

    [Fact]
    public void The_last_network_is_reported_and_a_better_epoch_is_admitted()
    {
        Quick.Fact(AnsweredBy.ModelSelection).Says(AnswerStatus.Yes, "In 0 of 13 completed runs an earlier epoch tests better");
        Quick.With(2, manifest => manifest with { Final = manifest.Final! with { BestTestError = 0.1 } })
            .Fact(AnsweredBy.ModelSelection).Says(AnswerStatus.Yes, "In 2 of 13 completed runs");
        Quick.With(13, manifest => manifest with { Status = RunStatus.Diverged, Final = null })
            .Fact(AnsweredBy.ModelSelection).Says(AnswerStatus.No, "No run completed");
    }

    [Fact]
    public void All_planned_runs_completed() =>
        Quick.Fact(AnsweredBy.RunCounts).Says(
            AnswerStatus.Yes, "13 of 13 planned runs completed: 4 networks with the seeds 1, 2; 5 networks with the seed 1. Evaluations on the test set in a run: 2.");

    [Theory]
    [InlineData(RunState.Diverged, AnswerStatus.Partly, "12 of 13 planned runs completed, 1 diverged")]
    [InlineData(RunState.Missing, AnswerStatus.No, "12 of 13 planned runs completed, 1 missing")]
    [InlineData(RunState.Failed, AnswerStatus.No, "1 failed")]
    [InlineData(RunState.Damaged, AnswerStatus.No, "1 damaged")]
    public void A_run_that_did_not_complete_is_counted(RunState state, AnswerStatus status, string part) =>
        Quick.WithAnalysis(analysis => analysis with { Runs = [analysis.Runs[0] with { State = state }, .. analysis.Runs.Skip(1)] })
            .Fact(AnsweredBy.RunCounts).Says(status, part);

    [Fact]
    public void Time_is_added_up_and_interruptions_are_counted()
    {
        // 13 runs of 60 seconds.
        Quick.Fact(AnsweredBy.Runtime).Says(AnswerStatus.Yes, "13 runs of 1.0 to 1.0 minutes, 13.0 minutes added up; 0 resumed");
        Quick.With(2, manifest => manifest with { Attempts = 2, ElapsedSeconds = 3_600 })
            .Fact(AnsweredBy.Runtime).Says(AnswerStatus.Yes, "13 runs of 1.0 to 60.0 minutes, 2.2 hours added up; 2 resumed");
    }

    [Fact]
    public void Machines_are_described_and_a_GPU_without_memory_or_driver_only_in_part()
    {
        Quick.Fact(AnsweredBy.Infrastructure).Says(AnswerStatus.Yes, "Synthetic CPU, 2 logical cores, 8.0 GiB, no accelerator, Synthetic Linux");
        ChecklistInputs OnGpu(double? memory) => Quick.With(1, manifest => manifest with
        {
            Machine = manifest.Machine with { Accelerator = "Noted GPU", AcceleratorMemoryGibibytes = memory, DriverVersion = "570" },
        });
        OnGpu(79.1).Fact(AnsweredBy.Infrastructure).Says(AnswerStatus.Yes, "Noted GPU (79.1 GiB)");
        OnGpu(null).Fact(AnsweredBy.Infrastructure).Says(AnswerStatus.Partly, "1 of 2 machine(s) with an accelerator whose memory or driver is not in the records");
    }
}
