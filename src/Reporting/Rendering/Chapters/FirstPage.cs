using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The answer on one page: what was reproduced, on what, how large, which claims held, and one picture.</summary>
internal static class FirstPage
{
    public static ReportTitle Title(ReportInputs inputs) => new(
        "Do residual connections cure degradation?",
        $"A reproduction of He et al. (2015) on CIFAR-10 · plan “{inputs.Plan.Name}”: {inputs.Plan.Title}",
        PlanScale.Running(inputs.Plan),
        "A reproduction of Deep Residual Learning for Image Recognition (arXiv:1512.03385) on CIFAR-10: statistics, verdicts and the evidence behind them.",
        ["ResNet", "degradation", "CIFAR-10", "reproduction", inputs.Plan.Name]);

    public static IReadOnlyList<Block> Write(ReportInputs inputs)
    {
        var family = inputs.Arms.Of(ModelFamily.ThreeStage);
        var pictured = family.Count > 0 ? family : inputs.Arms.Of(ModelFamily.FourStage);
        return
        [
            new Paragraph(WhatWasDone(inputs)),
            new Callout(ScaleWarning(inputs.Plan)),
            .. Headlines(inputs),
            new DegradationFigure(pictured).ToBlock("There is no curve to show yet: no run of the plan has finished. The chapters below say which runs are missing."),
        ];
    }

    private static Prose WhatWasDone(ReportInputs inputs)
    {
        var runs = inputs.Analysis.Runs;
        var completed = runs.Count(run => run.State == RunState.Completed);
        var diverged = runs.Count(run => run.State == RunState.Diverged);
        var absent = runs.Count - completed - diverged;
        var seconds = runs.Sum(run => run.ElapsedSeconds ?? 0);
        var losses = string.Concat(
            diverged > 0 ? $" {Quantity.Quantify(diverged, "run", "runs")} diverged." : "",
            absent > 0 ? $" {Quantity.Quantify(absent, "run", "runs")} could not be used; the run table says why." : "");
        return completed == 0
            ? Prose.Of($"He et al. (2015) report that plain convolutional networks train worse as they grow deeper, and that identity shortcuts undo this. The plan tests both statements with {runs.Count} runs, none of which has finished.{losses}")
            : Prose.Of($"He et al. (2015) report that plain convolutional networks train worse as they grow deeper, and that identity shortcuts undo this. Here both statements are tested with {completed} finished training {(completed == 1 ? "run" : "runs")} of {runs.Count} planned, on {PlanScale.Training(inputs.Plan)}, {Machines(inputs.Analysis.Machines)}{Origin(inputs)}; together they took {Quantity.Duration(seconds)} of computing.{losses} {Span.Reference("sec-evidence")} lists every run.");
    }

    // The records hold no dates; what the runs were made from is the state of the source.
    private static Prose Origin(ReportInputs inputs) => inputs.Manifests.Select(manifest => manifest.Source).Distinct().ToList() switch
    {
        [{ Commit: { } commit, HasLocalChanges: var changed }] =>
            Prose.Of($", from commit {Span.Code(ContentDigest.Abbreviate(commit))}{(changed == true ? " with local changes" : "")}"),
        { Count: > 1 } states => $", from {Quantity.Count(states.Count)} states of the source",
        _ => Prose.Empty,
    };

    private static string Machines(IReadOnlyList<MachineRuns> machines) => machines switch
    {
        [] => "on a machine that left no record",
        [var one] => $"on one machine ({Describe(one.Machine)})",
        _ => $"on {machines.Count} machines (first: {Describe(machines[0].Machine)})",
    };

    private static string Describe(MachineRecord machine) =>
        machine.Accelerator ?? $"{machine.Processor}, {Quantity.Quantify(machine.LogicalCores, "logical core", "logical cores")}";

    private static Prose ScaleWarning(Plan plan) => PlanScale.IsPapers(plan)
        ? Prose.Of($"{Span.Strong("Scale.")} {plan.Scale}")
        : Prose.Of($"{Span.Strong("Scale.")} {plan.Scale} {Span.Strong("These are not the paper’s numbers:")} compare the direction and size of effects, not the errors themselves.");

    private static IEnumerable<Block> Headlines(ReportInputs inputs)
    {
        var headlines = inputs.Verdicts.Verdicts.Where(verdict => verdict.Headline).ToList();
        var levels = headlines.Where(verdict => verdict.Test is { Low: not null }).Select(verdict => verdict.Test!.Level).Distinct().Order().Select(Quantity.Level).ToList();
        if (levels.Count > 0)
        {
            yield return new Paragraph($"The headline claims follow, each with its effect and in brackets the {string.Join(" or ", levels)} confidence interval over seeds; n counts the seeds of the smaller arm, and p is two-sided.");
        }

        foreach (var verdict in headlines.Where(verdict => verdict.Verdict != Verdict.NotTested))
        {
            yield return new VerdictCard(verdict.Verdict, verdict.Statement, Evidence(verdict));
        }

        // One line for all of them: what the plan cannot test must not push what it does test off the page.
        var open = headlines.Where(verdict => verdict.Verdict == Verdict.NotTested).Select(verdict => verdict.Statement.TrimEnd('.')).ToList();
        if (open.Count > 0)
        {
            yield return new VerdictCard(
                Verdict.NotTested, $"{string.Join("; ", open)}.", Prose.Of($"This plan cannot test {(open.Count == 1 ? "this" : "these")}; {Span.Reference("sec-ledger")} says why."));
        }

        if (headlines.Count == 0)
        {
            yield return new Paragraph("No headline claim was judged.");
        }
    }

    private static Prose Evidence(VerdictRecord verdict)
    {
        var parts = new List<Prose>();
        if (verdict.Effect is { } effect)
        {
            parts.Add(effect);
        }

        if (verdict.N is { } n)
        {
            parts.Add($"n = {n}");
        }

        if (verdict.AdjustedPValue is { } p)
        {
            parts.Add($"{Quantity.PValue(p)} after correction");
        }

        return Prose.Join(" · ", parts);
    }
}
