using System.Xml.Linq;
using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Tests.Rendering.Figures;

public sealed class FigureLayoutTests
{
    /// <summary>DejaVu Sans, the widest of the usual sans-serif fonts, is about a quarter wider than Source Sans 3.</summary>
    private const double WidestReader = 1.25;

    public static TheoryData<string> Scenarios =>
        ["every kind of run", "one seed", "published scale", "five depths, five seeds, a hundred epochs", "every four-stage net, five seeds, two schedules", "the full plan"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void No_text_leaves_its_drawing_and_no_two_texts_overlap(string scenario)
    {
        using var results = Make(scenario);
        var drawings = Figures(SyntheticReport.Compose(results)).SelectMany(figure => figure.Panels).ToList();

        Assert.NotEmpty(drawings);
        foreach (var drawing in drawings)
        {
            Assert.All(DrawnText.In(drawing, WidestReader), text => Assert.True(text.Inside(drawing), $"'{text.Text}' leaves its drawing: {text}"));
            var texts = DrawnText.In(drawing);
            foreach (var (text, index) in texts.Select((text, index) => (text, index)))
            {
                Assert.All(texts.Skip(index + 1), other => Assert.False(text.Overlaps(other), $"'{text}' overlaps '{other}'"));
            }
        }
    }

    [Fact]
    public void The_history_of_a_family_shows_loss_error_rate_and_gap_with_milestones_and_thresholds()
    {
        using var results = SyntheticReport.Complete(FourStage());
        var panels = Figures(SyntheticReport.Compose(results)).Single(figure => figure.Label == "fig-variants").Panels;

        Assert.Equal(6, panels.Count);
        Assert.All(panels.Take(4).Append(panels[5]), panel => Assert.Equal(6, CurveColours(panel).Count()));
        Assert.All(panels.Take(4).Append(panels[5]), panel => Assert.Contains("fill-opacity", panel.Markup, StringComparison.Ordinal));
        // One curve a schedule; drops after 2,000 and 3,500 of the steps, 40 an epoch; the drop at 62 is too near to the one at 60 to be labelled.
        var rates = DrawnText.In(panels[4]).Select(text => text.Text).ToList();
        Assert.Equal(2, CurveColours(panels[4]).Count());
        Assert.Contains("50", rates);
        Assert.Contains("87.5", rates);
        Assert.DoesNotContain("62", rates);
        Assert.Subset(DrawnText.In(panels[5]).Select(text => text.Text).ToHashSet(), new HashSet<string> { "5 points", "10 points" });
    }

    [Fact]
    public void Every_network_has_one_colour_in_all_figures()
    {
        using var results = SyntheticReport.Eventful();
        var strokes = Figures(SyntheticReport.Compose(results)).Where(figure => figure.Label is "fig-degradation" or "fig-curves" or "fig-gradients" or "fig-responses")
            .SelectMany(figure => figure.Panels).SelectMany(CurveColours).ToList();

        Assert.Equal(4, strokes.Distinct().Count());
        Assert.Equal(24, strokes.Count);
    }

    [Fact]
    public void Every_figure_is_described_in_words_with_n()
    {
        using var results = SyntheticReport.Eventful();
        var curves = Figures(SyntheticReport.Compose(results)).Where(figure => figure.Label is "fig-degradation" or "fig-curves" or "fig-final" or "fig-gradients" or "fig-responses").ToList();

        Assert.Equal(5, curves.Count);
        Assert.All(curves, figure => Assert.Contains("(n = ", figure.Alternative.Replace('\u00A0', ' '), StringComparison.Ordinal));
    }

    private static IEnumerable<FigureBlock> Figures(ReportDocument report) =>
        report.FirstPage.Concat(report.Chapters.SelectMany(chapter => chapter.Blocks)).OfType<FigureBlock>();

    private static IEnumerable<string> CurveColours(Harness.Reporting.Rendering.Charts.Svg drawing) =>
        XDocument.Parse(drawing.Markup).Descendants().Where(element => element.Name.LocalName == "polyline").Select(element => element.Attribute("stroke")!.Value);

    private static SyntheticResults Make(string scenario) => scenario switch
    {
        "every kind of run" => SyntheticReport.Eventful(),
        "the full plan" => SyntheticReport.FullPlan(),
        "one seed" => SyntheticReport.Complete(SyntheticPlans.Quick(1)),
        "published scale" => SyntheticReport.Complete(SyntheticPlans.Paper(1, 2)),
        "five depths, five seeds, a hundred epochs" => SyntheticReport.Complete(ManyDepths()),
        _ => SyntheticReport.Complete(FourStage()),
    };

    private static Plan FourStage()
    {
        var plan = SyntheticPlans.Quick(1, 2, 3, 4, 5);
        var recipe = plan.Recipes["gentle"] with { Epochs = 100, LearningRate = 0.1, Milestones = [60, 62, 80], EvaluateEvery = 1 };
        return plan with
        {
            Recipes = new Dictionary<string, Recipe>
            {
                ["seed"] = recipe,
                ["iterations"] = recipe with { Epochs = null, Iterations = 3_900, Milestones = [2_000, 3_000, 3_500], Gamma = 0.05 },
            },
            Arms = [.. from depth in (int[])[18, 34, 50]
                       from shortcut in (Shortcut[])[Shortcut.None, Shortcut.Projection]
                       select new Arm($"{(shortcut == Shortcut.None ? "plain" : "resnet")}-{depth}", new ModelSpec(ModelFamily.FourStage, depth, shortcut), depth == 50 ? "iterations" : "seed")],
        };
    }

    private static Plan ManyDepths()
    {
        var plan = SyntheticPlans.Quick(1, 2, 3, 4, 5);
        var recipe = plan.Recipes["gentle"] with { Epochs = 100, Milestones = [60, 80], EvaluateEvery = 1 };
        return plan with
        {
            Recipes = new Dictionary<string, Recipe> { ["gentle"] = recipe },
            Arms = [.. from depth in (int[])[20, 32, 44, 56, 110]
                       from shortcut in (Shortcut[])[Shortcut.None, Shortcut.ZeroPadding]
                       select new Arm($"{(shortcut == Shortcut.None ? "plain" : "resnet")}-{depth}", new ModelSpec(ModelFamily.ThreeStage, depth, shortcut), "gentle")],
        };
    }
}
