using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Benchmarking;
using Harness.Experiments.Commands;
using Harness.Experiments.Data;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Scaling;
using Harness.Experiments.Training;

namespace Harness.Experiments.Tests.Execution.Scaling;

public sealed class StepCostsTests
{
    private static readonly Plan Quick = PlanCatalogue.Find("quick", DeviceClass.Cpu) with { Precision = Precision.Bfloat16 };

    [Fact]
    public void A_measured_network_costs_what_was_measured()
    {
        var model = BenchmarkModels.Find("resnet-56");
        var costs = Costs(Committed());

        Assert.True(costs.IsMeasured(model));
        // 363.87 images a second of two workers (results/quick/benchmark.json), a step being three passes.
        Assert.Equal(2 / 363.87, 3 * costs.SecondsPerMac(model) * ResidualArchitecture.OfCifar("", "", model).Macs, 6);
    }

    [Fact]
    public void Others_lie_between_their_neighbours_and_beyond_them_cost_what_the_nearest_does()
    {
        var costs = Costs(Committed());
        double Cost(int depth) => costs.SecondsPerMac(new ModelSpec(ModelFamily.ThreeStage, depth, Shortcut.ZeroPadding));

        Assert.False(costs.IsMeasured(new ModelSpec(ModelFamily.ThreeStage, 32, Shortcut.ZeroPadding)));
        Assert.InRange(Cost(32), Math.Min(Cost(20), Cost(56)), Math.Max(Cost(20), Cost(56)));
        Assert.Equal(Cost(56), Cost(110));
        Assert.Equal(Cost(20), Cost(8));
    }

    // What the runs really took: the manifests of results/quick, made on the machine that its benchmark.json measured. Not a test of speed: both numbers are records.
    [Fact]
    public void The_committed_runs_at_full_width_took_what_is_predicted()
    {
        var plan = PlanCatalogue.Find("quick", DeviceClass.Cpu) with { Precision = Precision.Bfloat16 };
        var layout = new ResultsLayout(Repository.PathOf("results"), "quick");
        foreach (var timed in TimedRun.Of(plan, Costs(Committed()), new StorageSpeed(1e9, TimeSpan.FromMinutes(1))).Where(run => !run.Run.Id.Arm.StartsWith("narrow", StringComparison.Ordinal)))
        {
            var manifest = RecordFile.Read(layout.Run(timed.Run.Id).Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
            // To two digits, as docs/scaling.md says it.
            Assert.InRange(Math.Round((manifest.ElapsedSeconds + TimedRun.StartSeconds) / timed.Seconds, 2), 0.9, 1.15);
        }
    }

    [Theory]
    [InlineData(5, "with 2 workers side by side, not with 5. Measure them there with 'experiments bench'")]
    [InlineData(null, "has no step times in tensorfloat32")]
    public void What_was_not_measured_is_no_guess(int? workers, string sentence)
    {
        var plan = workers is null ? Quick with { Precision = Precision.TensorFloat32 } : Quick;
        var record = Committed();
        // TF32 exists on GPUs alone.
        record = workers is null ? record with { Machine = record.Machine with { Accelerator = "a GPU" } } : record;

        Assert.Contains(sentence, Assert.Throws<HarnessException>(() => StepCosts.From(record, "benchmark.json", plan, workers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_without_a_measurement_is_no_guess()
    {
        var record = Committed();
        record = record with { Results = [.. record.Results.Where(result => result.Model != "resnet-18")] };

        Assert.Contains(
            "none of the family of narrow-resnet-18",
            Assert.Throws<HarnessException>(() => Costs(record)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_has_the_size_that_is_predicted()
    {
        var recipe = SyntheticPlan.Recipe;
        using var images = SyntheticImages.Create(40);
        using var trainer = new Trainer(BenchmarkModels.Find("resnet-20"), recipe, seed: 1, Precision.Float32, DeviceClass.Cpu, images);
        var path = Path.Combine(Directory.CreateTempSubdirectory("harness-").FullName, "state.safetensors");
        Checkpoint.Save(path, trainer, new CheckpointHeader(new string('0', 64), "2.10.0", trainer.Position, LogMark.Start, LogMark.Start, 0, 1));

        // Names and shapes of the tensors are not counted: some kilobytes.
        Assert.InRange(new FileInfo(path).Length - TimedRun.BytesOf(BenchmarkModels.Find("resnet-20"), trainer.TotalSteps), 0, 40_000);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void The_forecast_names_what_was_measured_and_where_more_machines_do_not_help()
    {
        var text = new ScalingForecast(Quick, Costs(Committed()), new StorageSpeed(100e6, TimeSpan.FromMinutes(1))).Text([1, 4]);

        Assert.Contains("measured: resnet-18, resnet-20, resnet-56; scaled by multiply-accumulates within the family: plain-20, ", text, StringComparison.Ordinal);
        Assert.Contains("(plain-56/seed-1): no number of machines is faster", text, StringComparison.Ordinal);
        Assert.Matches(@"In a queue, \d+ machines are enough", text);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("1,,4")]
    [InlineData("4-8")]
    [InlineData("1000000")]
    public void A_list_of_machines_that_is_none_is_refused(string text) =>
        Assert.Contains("Expected numbers from 1 to", Assert.Throws<HarnessException>(() => ScalingOptions.ReadMachines(text)).Message, StringComparison.Ordinal);

    private static StepCosts Costs(BenchmarkRecord record) => StepCosts.From(record, "benchmark.json", Quick, workers: null);

    private static BenchmarkRecord Committed() =>
        RecordFile.Read(new ResultsLayout(Repository.PathOf("results"), "quick").Benchmark, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName);
}
