using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Reporting.Commands;

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

    public static void Render(SyntheticResults results) => Run("render", results);

    private static void Run(string verb, SyntheticResults results)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { AnalyseCommand.Create(), JudgeCommand.Create(), RenderCommand.Create() };
        var exit = CommandLine.Run(root, [verb, "--plan", results.Plan.Name, "--results", results.Folder], output, error).GetAwaiter().GetResult();
        Assert.True(exit == 0, $"{verb} ended with {exit}: {error}");
    }
}
