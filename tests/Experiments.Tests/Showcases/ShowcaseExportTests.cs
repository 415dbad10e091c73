using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Execution;
using Harness.Experiments.Showcases;

namespace Harness.Experiments.Tests.Showcases;

public sealed class ShowcaseExportTests : IDisposable
{
    private const int Images = 40;

    private static readonly NeighbourEmbeddingSettings Settings = new() { Perplexity = 5, Iterations = 20, ExaggeratedIterations = 5 };

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly Plan _plan = SyntheticPlan.Tiny() with
    {
        Arms = [Arm("plain-8", Shortcut.None), Arm("resnet-8", Shortcut.ZeroPadding), Arm("resnet-14", Shortcut.ZeroPadding, 14), Arm("resnet-18", Shortcut.Projection, 18, ModelFamily.FourStage)],
    };

    private readonly ResultsLayout _layout;
    private readonly CifarRecords _records;
    private int _reads;

    public ShowcaseExportTests()
    {
        _layout = new ResultsLayout(_folder, _plan.Name);
        var records = Path.Combine(_folder, "test_batch.bin");
        File.WriteAllBytes(records, [.. Enumerable.Range(0, Images).SelectMany(image => new[] { (byte)(image % 10) }.Concat(Enumerable.Range(0, Showcase.ImageBytes).Select(index => (byte)(image + index))))]);
        _records = CifarRecords.Read([records]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_finished_four_stage_run_is_shown_with_its_images_and_probabilities()
    {
        Finish(new RunId("resnet-14", 1));
        Finish(new RunId("resnet-18", 2));

        Assert.Contains("which shows resnet-18/seed-2", Export(), StringComparison.Ordinal);

        var showcase = ShowcaseFile.Read(_layout.Showcase, "here");
        Assert.Equal(new RunId("resnet-18", 2), showcase.Run);
        Assert.Equal(ContentDigest.OfFile(_layout.Run(showcase.Run).Evaluation), showcase.EvaluationSha256);
        // Every fourth image is predicted wrongly.
        Assert.Equal([1, 2, 3, 5, 6, 7, 9, 10, 0, 4, 8, 12, 16, 20, 24, 28], showcase.Images.Select(image => image.Position));
        Assert.All(showcase.Images, image =>
        {
            Assert.Equal(image.Position % 10, image.Label);
            Assert.Equal((image.Position + (image.IsRight ? 0 : 1)) % 10, image.Predicted);
            // One logit is 2 and nine are 0.
            Assert.Equal(Math.Exp(2) / (Math.Exp(2) + 9), image.Probability, 6);
            Assert.Equal((byte)(image.Position + 5), image.Pixels.Span[5]);
        });
        Assert.Equal(_records.Labels, showcase.Map.Images.Select(image => image.Label));
        Assert.Equal(Settings, showcase.Map.Settings);
    }

    [Fact]
    public void Without_a_four_stage_run_the_deepest_residual_one_is_shown()
    {
        Finish(new RunId("plain-8", 1));
        Assert.Contains("No residual network has finished", Export(), StringComparison.Ordinal);
        Finish(new RunId("resnet-8", 1));
        Finish(new RunId("resnet-14", 2));
        Assert.Contains("which shows resnet-14/seed-2", Export(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_export_needs_no_data_set_and_leaves_the_file_and_a_third_from_nothing_gives_the_same_bytes()
    {
        Finish(new RunId("resnet-18", 1));
        Export();
        var first = File.ReadAllBytes(_layout.Showcase);

        Assert.Contains("already", Export(), StringComparison.Ordinal);
        Assert.Equal(1, _reads);
        File.Delete(_layout.Showcase);
        Export();
        Assert.Equal(first, File.ReadAllBytes(_layout.Showcase));
    }

    [Fact]
    public void A_copy_without_evaluations_keeps_the_showcase_that_it_has_even_of_another_run()
    {
        Finish(new RunId("resnet-14", 1));
        Export();
        var first = File.ReadAllBytes(_layout.Showcase);
        Finish(new RunId("resnet-18", 1));
        File.Delete(_layout.Run(new RunId("resnet-18", 1)).Evaluation);

        Assert.EndsWith($"{_layout.Showcase} is left as it is.", Export(), StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllBytes(_layout.Showcase));

        File.Delete(_layout.Showcase);
        Assert.EndsWith("no showcase was made.", Export(), StringComparison.Ordinal);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public void A_showcase_of_other_weights_or_a_damaged_one_is_made_again()
    {
        var run = new RunId("resnet-18", 1);
        Finish(run);
        Export();
        Finish(run, largest: 3);
        Assert.Contains("Wrote", Export(), StringComparison.Ordinal);
        File.WriteAllText(_layout.Showcase, "damaged");
        Assert.Contains("Wrote", Export(), StringComparison.Ordinal);
        Assert.Equal(ContentDigest.OfFile(_layout.Run(run).Evaluation), ShowcaseFile.Read(_layout.Showcase, "here").EvaluationSha256);
    }

    [Fact]
    public void What_stands_in_the_way_is_told_and_leaves_no_file()
    {
        var run = new RunId("resnet-18", 1);
        Finish(run);
        File.AppendAllText(_layout.Run(run).Evaluation, "x");
        Assert.Contains("does not have the digest that the manifest names", Export(), StringComparison.Ordinal);

        Finish(run, largest: float.NaN);
        Assert.Contains("has the probability NaN", Export(), StringComparison.Ordinal);

        Finish(run);
        var export = new ShowcaseExport(_plan, _layout, Settings, () => throw new HarnessException("There is no data set."));
        Assert.Equal("No showcase of resnet-18/seed-1 was made. There is no data set.", export.Write());

        Finish(run, shift: 1);
        Assert.Contains("the run was made with other data", Export(), StringComparison.Ordinal);
        Assert.False(File.Exists(_layout.Showcase));
    }

    private string Export() => new ShowcaseExport(_plan, _layout, Settings, () =>
    {
        _reads++;
        return _records;
    }).Write();

    private void Finish(RunId run, float largest = 2, int shift = 0)
    {
        var layout = _layout.Run(run);
        byte[] labels = [.. Enumerable.Range(0, Images).Select(image => (byte)((image + shift) % 10))];
        byte[] predicted = [.. labels.Select((label, image) => image % 4 == 0 ? (byte)((label + 1) % 10) : label)];
        float[] logits = [.. predicted.SelectMany(chosen => Enumerable.Range(0, 10).Select(index => index == chosen ? largest : 0))];
        float[] embeddings = [.. Enumerable.Range(0, Images * 3).Select(index => (float)Math.Sin(index))];
        new SafetensorsFile(
            [
                new("logits", "F32", [Images, 10], MemoryMarshal.AsBytes(logits.AsSpan()).ToArray()),
                new("embeddings", "F32", [Images, 3], MemoryMarshal.AsBytes(embeddings.AsSpan()).ToArray()),
            ],
            new Dictionary<string, string>()).Write(layout.Evaluation);
        new PredictionsFile(predicted, labels).Write(layout.Predictions);
        var identity = PlannedRuns.Of(_plan, new string('d', 64), DeviceClass.Cpu).Single(planned => planned.Id == run).Identity;
        var manifest = SyntheticManifest.Of(identity) with { Status = RunStatus.Completed, Files = [Describe(layout.Evaluation), Describe(layout.Predictions)] };
        RecordFile.Write(layout.Manifest, manifest, HarnessJson.Default.RunManifest);
    }

    private static FileDigest Describe(string path) => new(Path.GetFileName(path), new FileInfo(path).Length, ContentDigest.OfFile(path));

    private static Arm Arm(string id, Shortcut shortcut, int depth = 8, ModelFamily family = ModelFamily.ThreeStage) => new(id, new ModelSpec(family, depth, shortcut, 0.5), "tiny");
}
