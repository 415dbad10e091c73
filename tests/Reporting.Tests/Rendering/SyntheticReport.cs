using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Commands;
using Harness.Reporting.Rendering;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>Synthetic results, analysed and judged by the real commands, ready to be rendered.</summary>
internal static class SyntheticReport
{
    /// <summary>Everything that can happen to a run in one plan: three seeds, one run diverged, one failed, one missing, arms with a single seed.</summary>
    public static SyntheticResults Eventful()
    {
        var plan = SyntheticPlans.Quick(1, 2, 3) with
        {
            Name = "synthetic",
            Title = "Invented numbers <script>alert(1)</script> & [links](x) | *stars*",
            Scale = "Synthetic: 5,000 of 50,000 images, 10 epochs, up to three seeds; nothing was trained.",
        };
        var results = SyntheticResults.Complete(plan);
        results.Diverge(new RunId("plain-56", 2));
        results.Remove(new RunId("resnet-20", 3));
        SyntheticShowcase.Write(results);
        results.Fail(new RunId("narrow-resnet-50", 1), "worker <b>died</b> | with `marks` & $math$ #set *x*");
        AnalyseAndJudge(results);
        return results;
    }

    public static void AnalyseAndJudge(SyntheticResults results)
    {
        foreach (var verb in new[] { "analyse", "judge" })
        {
            Run(verb, results);
        }
    }

    /// <summary>The same results under four fixed verdicts, one of each kind, so that a test of the report does not depend on the claims ledger.</summary>
    public static SyntheticResults EventfulWithFixedVerdicts()
    {
        var results = Eventful();
        results.WriteBenchmark(ReferenceProgram.Samples, ReferenceProgram.Seed);
        RecordFile.Write(results.Layout.Verdicts, FixedVerdicts(results), HarnessJson.Default.VerdictsRecord);
        Run("checklist", results);
        return results;
    }

    /// <summary>The full plan with 60 runs on disk, see <see cref="SyntheticFullPlan"/>, judged by the shipped ledger and with its checklist.</summary>
    public static SyntheticResults FullPlan()
    {
        var results = SyntheticFullPlan.Results();
        AnalyseAndJudge(results);
        Run("checklist", results);
        return results;
    }

    /// <summary>A plan of which no run was ever made.</summary>
    public static SyntheticResults Empty()
    {
        var results = new SyntheticResults(SyntheticPlans.Quick(1));
        AnalyseAndJudge(results);
        return results;
    }

    public static SyntheticResults Complete(Plan plan)
    {
        var results = SyntheticResults.Complete(plan);
        AnalyseAndJudge(results);
        return results;
    }

    public static ReportDocument Compose(SyntheticResults results) => ReportComposition.Compose(ReportInputs.Read(results.Layout));

    public static void Render(SyntheticResults results)
    {
        NpmPackages.Install();
        Run("render", results);
    }

    private static VerdictsRecord FixedVerdicts(SyntheticResults results) => new()
    {
        Schema = VerdictsRecord.SchemaName,
        Plan = results.Plan.Name,
        AnalysisSha256 = ContentDigest.OfFile(results.Layout.Analysis),
        ClaimsSha256 = ContentDigest.OfText("no ledger"),
        Verdicts =
        [
            Judged("deeper-is-worse", Verdict.Reproduced, "A plain net of 56 layers trains worse than one of 20.", "+24.9 points (23.7 to 26.0)", 0.0004, 2),
            Judged("shortcuts-help", Verdict.NotReproduced, "A <i>residual</i> net | trains better.", "+1.0 points (0.5 to 1.5)", 0.01, 3),
            Judged("shortcuts-pay", Verdict.Inconclusive, "With shortcuts more depth pays.", "-0.1 points (-3.0 to 2.8)", 0.9, 2),
            Judged("a-count", Verdict.Reproduced, "A bottleneck holds 69,632 weights.", "69,632", p: null, n: null),
            Judged("far-away", Verdict.NotTested, "ResNet-110 reaches 6.43 % test error.", effect: null, p: null, n: null),
        ],
    };

    private static VerdictRecord Judged(string claim, Verdict verdict, string statement, string? effect, double? p, int? n) => new()
    {
        Claim = claim,
        Statement = statement,
        Source = "An invented source, Table 0",
        Family = "An invented family",
        Disputed = claim == "shortcuts-help" ? "Somebody else says otherwise (an invented source)." : null,
        Promised = claim != "far-away",
        Test = null,
        AdjustedPValue = p is { } single ? Math.Min(1, 2 * single) : null,
        FurtherSeeds = verdict == Verdict.Inconclusive ? 7 : null,
        Published = verdict == Verdict.NotTested ? "6.43 %" : null,
        Verdict = verdict,
        Reason = $"Invented reason of {claim}.",
        Effect = effect,
        PValue = p,
        N = n,
        Headline = claim != "a-count",
    };

    private static void Run(string verb, SyntheticResults results)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { AnalyseCommand.Create(), JudgeCommand.Create(), ChecklistCommand.Create(), RenderCommand.Create() };
        var exit = CommandLine.Run(root, [verb, "--plan", results.Plan.Name, "--results", results.Folder], output, error).GetAwaiter().GetResult();
        Assert.True(exit == 0, $"{verb} ended with {exit}: {error}");
    }
}
