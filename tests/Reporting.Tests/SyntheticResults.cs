using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Tests;

/// <summary>
/// Writes a results folder as the experiments program would, with invented numbers: nothing was trained. Each run's curve falls from
/// 0.9 to its final error along a fixed formula of arm and seed, so every test sees the same bytes. Deleted on dispose.
/// </summary>
internal sealed class SyntheticResults : IDisposable
{
    public const string DatasetSha256 = "013ba16d14ecc4829da62bf2af648ca30f600491ecb3e7f329c827db0dd17522";

    /// <summary>As many as CIFAR-10 has.</summary>
    private const int TestImages = 10_000;

    public static MachineRecord Machine { get; } = new()
    {
        OperatingSystem = "Synthetic Linux",
        Processor = "Synthetic CPU",
        LogicalCores = 2,
        MemoryGibibytes = 8,
        DotNetVersion = ".NET 10.0.0",
        TorchSharpVersion = "0.107.0",
        LibtorchVersion = "2.10.0",
        TorchBackend = "cpu",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-synthetic-");

    /// <summary>An empty results folder that holds <c>plan.json</c> alone.</summary>
    public SyntheticResults(Plan plan)
    {
        Plan = plan;
        Layout = new ResultsLayout(Folder, plan.Name);
        RecordFile.Write(Layout.Plan, plan, HarnessJson.Default.Plan);
    }

    public Plan Plan { get; }

    /// <summary>What <c>--results</c> names.</summary>
    public string Folder => _folder.FullName;

    public ResultsLayout Layout { get; }

    /// <summary>A plan of which every run completed, with <c>architectures.json</c>.</summary>
    public static SyntheticResults Complete(Plan plan)
    {
        var results = new SyntheticResults(plan);
        results.WriteArchitectures();
        foreach (var run in plan.Expand())
        {
            results.WriteRun(run);
        }

        return results;
    }

    public void WriteArchitectures() =>
        RecordFile.Write(Layout.Architectures, SyntheticArchitectures.For(Plan), HarnessJson.Default.ArchitecturesRecord);

    public void WriteBenchmark(params ReferenceProgram[] references) =>
        RecordFile.Write(Layout.Benchmark, SyntheticBenchmark.Record(Machine, references), HarnessJson.Default.BenchmarkRecord);

    /// <summary>The final errors that a run gets unless a test names its own: plain nets worsen with depth, residual nets do not.</summary>
    public static (double Train, double Test) FinalErrors(ModelSpec model, int seed)
    {
        var (train, test) = (model.IsResidual, model.Depth) switch
        {
            (false, <= 20) => (0.520, 0.560),
            (false, < 56) => (0.610, 0.640),
            (false, _) => (0.769, 0.771),
            (true, <= 20) => (0.320, 0.450),
            (true, _) => (0.270, 0.430),
        };

        // Seeds scatter by up to 0.75 points either way.
        var scatter = 0.0025 * ((((seed * 3) + model.Depth) % 7) - 3);
        return (train + scatter, test + scatter);
    }

    /// <summary>A finished run. <paramref name="change"/> may bend the manifest, for instance to another precision; <paramref name="predictions"/> stand in for the usual ones.</summary>
    public void WriteRun(RunId run, double? trainError = null, double? testError = null, Func<RunManifest, RunManifest>? change = null, PredictionsFile? predictions = null)
    {
        var arm = Plan.ArmOf(run);
        var usual = FinalErrors(arm.Model, run.Seed);
        var (train, test) = (trainError ?? usual.Train, testError ?? usual.Test);
        var metrics = Curve(Plan.RecipeOf(arm), Plan.Dataset.TrainingImages, train, test);
        Finish(run, metrics, RunStatus.Completed, FinalOf(metrics), change, predictions);
    }

    /// <summary>A run whose loss stopped being a number half-way.</summary>
    public void Diverge(RunId run)
    {
        var full = Curve(Plan.RecipeOf(Plan.ArmOf(run)), Plan.Dataset.TrainingImages, 0.5, 0.5);
        var half = full.Where(metric => metric.Epoch <= full[^1].Epoch / 2).ToList();
        half[^1] = half[^1] with { Loss = null, Error = 0.9 };
        Finish(run, half, RunStatus.Diverged, final: null, change: null);
    }

    /// <summary>A run that was given up: a failure record and no manifest.</summary>
    public void Fail(RunId run, string message = "worker was killed by signal 9")
    {
        Remove(run);
        RecordFile.Write(
            Layout.Run(run).Failure,
            new FailureRecord { Schema = FailureRecord.SchemaName, Run = run, Attempts = 3, ExitCode = 137, Message = message },
            HarnessJson.Default.FailureRecord);
    }

    /// <summary>A run that was never made.</summary>
    public void Remove(RunId run)
    {
        if (Directory.Exists(Layout.Run(run).Folder))
        {
            Directory.Delete(Layout.Run(run).Folder, recursive: true);
        }
    }

    /// <summary>One digit of the metrics changes after the manifest was written.</summary>
    public void Damage(RunId run)
    {
        var path = Layout.Run(run).Metrics;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"epoch\":1,", "\"epoch\":2,", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static List<MetricRecord> Curve(Recipe recipe, int images, double train, double test)
    {
        var epochs = recipe.TotalEpochs(images);
        var perEpoch = recipe.StepsPerEpoch(images);
        var metrics = new List<MetricRecord>();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var step = Math.Min(epoch * perEpoch, recipe.TotalSteps(images));
            var left = Math.Exp(-5.0 * (epoch - 1) / Math.Max(1, epochs - 1));
            left = epoch == epochs ? 0 : left;
            metrics.Add(Metric(Split.Train, train));
            if (epoch % recipe.EvaluateEvery == 0 || epoch == epochs)
            {
                metrics.Add(Metric(Split.Test, test));
            }

            MetricRecord Metric(Split split, double final) => new()
            {
                Epoch = epoch,
                Step = step,
                Split = split,
                Loss = 2.3 * (final + ((0.9 - final) * left)),
                Error = final + ((0.9 - final) * left),
                LearningRate = recipe.LearningRateAt(step - 1, images),
                ImagesPerSecond = split == Split.Train ? 1_000 : 4_000,
                ElapsedSeconds = 6.0 * epoch,
            };
        }

        metrics.Add(metrics.Last(metric => metric.Split == Split.Train) with { Split = Split.TrainEvaluation });
        return metrics;
    }

    /// <summary>
    /// Wrong on so many images as the error says, to the nearest: the first in a shuffled order of the model's and the seed's own, so that of two networks each
    /// is right on some images where the other is not. The wrong class is one of the nine others in turn.
    /// </summary>
    private static PredictionsFile Predictions(ModelSpec model, int seed, double testError)
    {
        var errors = (int)Math.Round(testError * TestImages);
        // Ends in 9, so it shares no factor with 10,000: every place in the order is taken once.
        var stride = 7_919 + (10 * ((model.IsResidual ? 300 : 0) + (100 * seed) + model.Depth));
        var predicted = new byte[TestImages];
        var labels = new byte[TestImages];
        for (var image = 0; image < TestImages; image++)
        {
            labels[image] = (byte)(image % 10);
            var isWrong = image * stride % TestImages < errors;
            predicted[image] = isWrong ? (byte)((labels[image] + 1 + (image / 10 % 9)) % 10) : labels[image];
        }

        return new PredictionsFile(predicted, labels);
    }

    private static FinalMetrics FinalOf(List<MetricRecord> metrics)
    {
        var train = metrics.Last(metric => metric.Split == Split.Train);
        var test = metrics.Last(metric => metric.Split == Split.Test);
        var best = metrics.Where(metric => metric.Split == Split.Test).MinBy(metric => metric.Error)!;
        return new FinalMetrics
        {
            TrainError = train.Error,
            TrainLoss = train.Loss,
            TrainEvaluationError = metrics.Last(metric => metric.Split == Split.TrainEvaluation).Error,
            TestError = test.Error,
            TestLoss = test.Loss,
            BestTestError = best.Error,
            BestTestEpoch = best.Epoch,
        };
    }

    private void Finish(RunId run, List<MetricRecord> metrics, RunStatus status, FinalMetrics? final, Func<RunManifest, RunManifest>? change, PredictionsFile? predictions = null)
    {
        var layout = Layout.Run(run);
        var lines = metrics.Select(metric => JsonSerializer.Serialize(metric, HarnessJson.Compact.MetricRecord) + "\n");
        AtomicFile.WriteText(layout.Metrics, string.Concat(lines));

        var arm = Plan.ArmOf(run);
        AtomicFile.WriteText(layout.Diagnostics, SyntheticDiagnostics.Lines(arm.Model, run.Seed, metrics[^1].Epoch, metrics[^1].Step));
        if (final is not null)
        {
            (predictions ?? Predictions(arm.Model, run.Seed, final.TestError)).Write(layout.Predictions);
        }
        else
        {
            File.Delete(layout.Predictions);
        }

        var identity = new RunIdentity
        {
            Run = run,
            Model = arm.Model,
            Recipe = Plan.RecipeOf(arm),
            Dataset = Plan.Dataset,
            DatasetSha256 = DatasetSha256,
            Precision = Precision.Bfloat16,
            Deterministic = true,
            Device = DeviceClass.Cpu,
            Threads = 1,
            CodeSha256 = ContentDigest.OfText("synthetic code"),
            TorchSharpVersion = "0.107.0",
        };
        var manifest = new RunManifest
        {
            Schema = RunManifest.SchemaName,
            Identity = identity,
            IdentitySha256 = identity.Digest(),
            Status = status,
            Parameters = SyntheticArchitectures.ParametersOf(arm.Model),
            StepsDone = metrics[^1].Step,
            Final = final,
            ElapsedSeconds = metrics[^1].ElapsedSeconds,
            ImagesPerSecond = 1_000,
            Attempts = 1,
            Machine = Machine,
            Source = new SourceRecord("0000000000000000000000000000000000000000", HasLocalChanges: false),
            Files =
            [
                Describe(layout.Metrics),
                Describe(layout.Diagnostics),
                new FileDigest(RunLayout.WeightsName, 1_234_567, ContentDigest.OfText($"weights of {run}, not in this copy")),
                .. final is null ? Array.Empty<FileDigest>() : [Describe(layout.Predictions)],
            ],
        };
        manifest = change?.Invoke(manifest) ?? manifest;
        RecordFile.Write(
            layout.Manifest, manifest with { IdentitySha256 = manifest.Identity.Digest() }, HarnessJson.Default.RunManifest);
    }

    private static FileDigest Describe(string path) => new(Path.GetFileName(path), new FileInfo(path).Length, ContentDigest.OfFile(path));
}
