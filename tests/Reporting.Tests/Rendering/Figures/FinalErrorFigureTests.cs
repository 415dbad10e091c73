using Harness.Contracts.Plans;
using Harness.Reporting.Rendering;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Tests.Rendering.Figures;

public sealed class FinalErrorFigureTests
{
    [Fact]
    public void A_plan_of_the_published_scale_shows_published_errors_and_says_which_were_read_off()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Paper(1, 2));

        var figure = Figure(results);

        Assert.Contains("Published test errors: × printed (He et al. 2015) and + read off Figure 6 of He et al. (2015).", Caption(figure), StringComparison.Ordinal);
        Assert.Equal(4, Crosses(figure, panel: 1));
        Assert.Equal(0, Crosses(figure, panel: 0));
    }

    [Fact]
    public void A_small_plan_shows_none()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1, 2));

        var figure = Figure(results);

        Assert.DoesNotContain("ublished", Caption(figure), StringComparison.Ordinal);
        Assert.Equal(0, Crosses(figure, panel: 1));
    }

    [Fact]
    public void The_caption_says_how_many_seeds_there_are()
    {
        using var several = SyntheticReport.Eventful();
        using var single = SyntheticReport.Complete(SyntheticPlans.Quick(1));

        Assert.Contains("(n = 2 to 3 a net)", Caption(Figure(several)), StringComparison.Ordinal);
        Assert.Contains("(n = 1), so there is no interval", Caption(Figure(single)), StringComparison.Ordinal);
    }

    private static FinalErrorFigure Figure(SyntheticResults results)
    {
        var inputs = ReportInputs.Read(results.Layout);
        return new FinalErrorFigure("fig", inputs.Arms.Of(ModelFamily.ThreeStage), inputs.Plan);
    }

    private static string Caption(FinalErrorFigure figure) => figure.Caption.Text.Replace('\u00A0', ' ');

    // A cross is two lines of ink; nothing else in the panel is.
    private static int Crosses(FinalErrorFigure figure, int panel) => (figure.Draw()[panel].Markup.Split("stroke-ink").Length - 1) / 2;
}
