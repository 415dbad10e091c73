using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Writers;

namespace Harness.Reporting.Tests.Rendering;

public sealed class ReportCompositionTests
{
    [Fact]
    public void A_plan_without_any_run_gives_honest_text()
    {
        using var results = SyntheticReport.Empty();

        var text = Text(results);

        Assert.Contains("none of which has finished", text, StringComparison.Ordinal);
        Assert.Contains("There is no curve to show yet", text, StringComparison.Ordinal);
        Assert.Contains("layers were not counted", text, StringComparison.Ordinal);
        Assert.Contains("Training speed was not measured", text, StringComparison.Ordinal);
        Assert.Contains("No finished run says from which commit", text, StringComparison.Ordinal);
        Assert.Equal(results.Plan.Expand().Count, text.Split("**missing**").Length - 1);
    }

    [Fact]
    public void One_seed_is_a_line_without_a_band_and_the_text_says_n_is_one()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));

        var text = Text(results);

        var curves = SyntheticReport.Compose(results).Chapters.SelectMany(chapter => chapter.Blocks).OfType<FigureBlock>().Where(figure => figure.Title.StartsWith("Learning curves", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, curves.Count);
        Assert.All(curves, figure => Assert.Contains("Each line is one run (n = 1), so there is no band.", figure.Caption.Text.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.All(curves.SelectMany(figure => figure.Panels), panel => Assert.DoesNotContain("fill-opacity", panel.Markup, StringComparison.Ordinal));
        Assert.Contains("nothing can be tested", text, StringComparison.Ordinal);
        Assert.DoesNotContain("±", text.Split("Learning curves")[1].Split("The 18-, 34-")[0].Replace("mean ± half", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_one_of_the_families_says_so()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Paper(1, 2));

        Assert.Contains("trains none of the four-stage networks", Text(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_plan_says_on_every_page_that_its_numbers_are_not_the_papers_and_the_papers_own_plan_does_not()
    {
        using var quick = SyntheticReport.Empty();
        using var paper = SyntheticReport.Complete(SyntheticPlans.Paper(1));

        Assert.EndsWith("not the paper’s numbers", SyntheticReport.Compose(quick).Title.Running, StringComparison.Ordinal);
        Assert.EndsWith("the schedule of the paper", SyntheticReport.Compose(paper).Title.Running, StringComparison.Ordinal);
    }

    [Fact]
    public void Diverged_failed_and_missing_runs_are_shown_with_their_reasons()
    {
        using var results = SyntheticReport.Eventful();

        var text = Text(results);

        Assert.Contains("1 run diverged.", text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 (1 diverged)", text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 (1 missing)", text, StringComparison.Ordinal);
        Assert.Contains("`plain-56/seed-2` diverged.", text, StringComparison.Ordinal);
        Assert.Contains("`narrow-resnet-50/seed-1` failed.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdicts_on_other_statistics_are_refused()
    {
        using var results = SyntheticReport.Eventful();
        File.AppendAllText(results.Layout.Analysis, "\n");

        var fault = Assert.Throws<HarnessException>(() => SyntheticReport.Compose(results));

        Assert.Contains("--target=Judge", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checklist_of_other_verdicts_is_refused_and_without_one_the_report_says_how_to_make_it()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();
        File.AppendAllText(results.Layout.Verdicts, "\n");
        Assert.Contains("--target=Report", Assert.Throws<HarnessException>(() => SyntheticReport.Compose(results)).Message, StringComparison.Ordinal);

        File.Delete(results.Layout.Checklist);
        Assert.Contains("No checklist was filled in. `reporting checklist --plan synthetic` does it", Text(results), StringComparison.Ordinal);
    }

    [Fact]
    public void The_papers_own_protocol_differs_in_no_point_of_its_recipe()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Paper(1));
        var rows = Harness.Reporting.Rendering.PaperProtocol.Compare(Harness.Reporting.Rendering.ReportInputs.Read(results.Layout));

        // Arithmetic differs always: the paper states none.
        Assert.Equal(["Arithmetic"], rows.Where(row => row.Differs).Select(row => row.Aspect));
    }

    [Fact]
    public void Speed_without_a_peer_says_that_it_was_not_measured_and_with_both_peers_shows_both()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        results.WriteBenchmark(ReferenceProgram.Samples);
        Assert.Contains("| `resnet-20` | float32 | 2 | 1,000 (900 to 1,100) | 3 | 2.00 | – | 1.25 | 0.59 |", Text(results), StringComparison.Ordinal);
        Assert.Contains("PyTorch was not measured", Text(results), StringComparison.Ordinal);

        results.WriteBenchmark(ReferenceProgram.Samples, ReferenceProgram.Seed, ReferenceProgram.Best);
        Assert.Contains("| `resnet-20` | bfloat16 | 2 | 2,000 (1,800 to 2,200) | 3 | 4.00 | 2.00 | 1.33 | 1.25 | – |", Text(results), StringComparison.Ordinal);
        Assert.Contains("To PyTorch’s best", Text(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_benchmark_of_another_version_is_left_out_and_the_report_says_so()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        File.WriteAllText(results.Layout.Benchmark, """{ "schema": "harness/benchmark/1", "results": [] }""");

        var text = Text(results);

        Assert.Contains("Training speed is not shown. benchmark.json has the schema 'harness/benchmark/1'", text, StringComparison.Ordinal);
        Assert.Contains("`dotnet cake --target=Benchmark` measures it again", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GPU_is_shown_with_its_memory_and_driver_where_the_runs_noted_them()
    {
        using var results = SyntheticReport.Complete(SyntheticPlans.Quick(1));
        MachineRecord Noted(MachineRecord machine) => machine with { Accelerator = "Noted GPU", AcceleratorMemoryGibibytes = 79.1, DriverVersion = "570.124.06, CUDA 12.8" };
        results.WriteRun(results.Plan.Expand()[0], change: manifest => manifest with { Machine = Noted(manifest.Machine) });
        results.WriteRun(results.Plan.Expand()[1], change: manifest => manifest with { Machine = manifest.Machine with { Accelerator = "Another GPU" } });
        SyntheticReport.AnalyseAndJudge(results);

        var text = Text(results);

        Assert.Contains("Noted GPU, 79.1 GiB, driver 570.124.06, CUDA 12.8", text, StringComparison.Ordinal);
        Assert.Contains("Another GPU\n", text, StringComparison.Ordinal);
    }

    private static string Text(SyntheticResults results) => MarkdownWriter.Write(SyntheticReport.Compose(results)).Replace('\u00A0', ' ');
}
