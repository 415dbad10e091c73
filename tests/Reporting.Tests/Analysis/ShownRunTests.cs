using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Showcases;
using Harness.Reporting.Checking;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Writers;
using Harness.Reporting.Schemas;
using Harness.Reporting.Tests.Rendering;

namespace Harness.Reporting.Tests.Analysis;

/// <summary>The report leaves out, and check names, a showcase that is not of these results.</summary>
public sealed class ShownRunTests : IDisposable
{
    private static readonly RecordSchemas Schemas = new();

    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick(1));

    public ShownRunTests()
    {
        SyntheticShowcase.Write(_results);
        SyntheticReport.AnalyseAndJudge(_results);
    }

    public void Dispose() => _results.Dispose();

    [Fact]
    public void A_whole_showcase_has_no_fault_and_gives_two_figures_with_their_numbers_in_words()
    {
        Assert.Empty(Faults());
        var figures = Figures().ToDictionary(figure => figure.Label);

        Assert.Equal(2, figures["fig-gallery"].Panels.Count);
        Assert.All(figures["fig-gallery"].Panels, panel => Assert.Equal(8, panel.Markup.Split("<image ").Length - 1));
        Assert.Matches("Right: real: [a-z]+, predicted: [a-z]+, [0-9]+ %;.* Wrong: real: [a-z]+, predicted: [a-z]+, [0-9]+ %;", figures["fig-gallery"].Alternative.Replace('\u00A0', ' '));
        Assert.Contains($"Scatter of {SyntheticShowcase.MappedImages} test images", figures["fig-features"].Alternative, StringComparison.Ordinal);
        Assert.False(figures["fig-features"].Panels[0].HoldsPictures);
    }

    [Fact]
    public void The_share_of_neighbours_of_the_same_class_is_counted_on_the_map()
    {
        MappedImage At(float x, byte label) => new(x, 0, label);

        // The first two are each other's neighbours and of one class, the third and fourth are not.
        Assert.Equal(0.5, Harness.Reporting.Rendering.Figures.FeatureMapFigure.NearestOfSameClass([At(0, 1), At(1, 1), At(10, 2), At(11, 3)]));
    }

    [Fact]
    public void Results_without_a_showcase_say_how_to_make_one_and_have_no_fault()
    {
        File.Delete(_results.Layout.Showcase);
        Assert.Empty(Faults());
        Assert.Contains("No images are shown: these results hold no `showcase.safetensors`.", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_left_out_and_named()
    {
        File.WriteAllBytes(_results.Layout.Showcase, File.ReadAllBytes(_results.Layout.Showcase)[..^1]);
        RequireRefused("showcase.safetensors is not a whole safetensors file:");
    }

    [Fact]
    public void A_showcase_of_other_weights_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors was made from another evaluation.safetensors of narrow-resnet-18/seed-1 (SHA-256 ffff",
        showcase => showcase with { EvaluationSha256 = new string('f', 64) });

    [Fact]
    public void A_showcase_of_a_run_that_is_not_finished_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors shows elsewhere/seed-1, which is no finished run of these results.",
        showcase => showcase with { Run = new RunId("elsewhere", 1) });

    [Fact]
    public void A_showcase_of_a_run_whose_name_leads_out_of_the_results_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors is not a showcase: '../../elsewhere/seed-1' does not name a run.",
        showcase => showcase with { Run = new RunId("../../elsewhere", 1) });

    [Fact]
    public void A_showcase_of_chosen_images_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors shows other images than the first that narrow-resnet-18/seed-1 predicts rightly and wrongly.",
        showcase => showcase with { Images = [.. showcase.Images.Skip(1)] });

    [Fact]
    public void A_showcase_that_contradicts_the_recorded_predictions_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors says of test image ",
        showcase => showcase with { Images = [.. showcase.Images.Select(image => image with { Predicted = (byte)((image.Predicted + 1) % 10) })] });

    [Fact]
    public void A_map_of_other_images_is_left_out_and_named() => RequireRefused(
        "showcase.safetensors has other labels on its map than the test images have.",
        showcase => showcase with { Map = showcase.Map with { Images = [.. showcase.Map.Images.Reverse()] } });

    private void RequireRefused(string fault, Func<Showcase, Showcase>? change = null)
    {
        if (change is not null)
        {
            SyntheticShowcase.Replace(_results, change);
        }

        Assert.Contains(Faults(), found => found.StartsWith(fault, StringComparison.Ordinal));
        Assert.Contains($"No images are shown. {fault}", Text().Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Figures(), figure => figure.Label is "fig-gallery" or "fig-features");
    }

    private IReadOnlyList<string> Faults() => ResultsCheck.Of(_results.Layout, Schemas).Faults;

    private string Text() => MarkdownWriter.Write(SyntheticReport.Compose(_results)).Replace('\u00A0', ' ');

    private IEnumerable<FigureBlock> Figures() => SyntheticReport.Compose(_results).Chapters.SelectMany(chapter => chapter.Blocks).OfType<FigureBlock>();
}
