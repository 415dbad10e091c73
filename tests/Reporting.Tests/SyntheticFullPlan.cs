using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Tests;

/// <summary>
/// The shipped full plan with invented results of the size that the literature gives, and with what goes wrong in a plan of that size: one run diverged, one was never
/// made, one arm has a single seed. 61 runs are planned and 60 left something on disk.
/// </summary>
internal static class SyntheticFullPlan
{
    public static readonly RunId Diverged = new("plain-56", 4);

    public static readonly RunId Missing = new("resnet-44", 2);

    public const string SingleSeedArm = "plain-50";

    public static SyntheticResults Results()
    {
        var shipped = Plan.Read(Path.Combine(AppContext.BaseDirectory, "Plans", "full.json"));
        var plan = shipped with
        {
            Scale = $"Synthetic: nothing was trained. {shipped.Scale}",
            Arms = [.. shipped.Arms.Select(arm => arm.Id == SingleSeedArm ? arm with { Seeds = [1] } : arm)],
        };
        var results = new SyntheticResults(plan);
        results.WriteArchitectures();
        foreach (var run in plan.Expand().Where(run => run != Missing))
        {
            var (train, test) = FinalErrors(plan.ArmOf(run).Model, run.Seed);
            results.WriteRun(run, train, test);
        }

        results.Diverge(Diverged);
        return results;
    }

    /// <summary>
    /// Errors as close together as they lie at the paper's scale, which is what labels and axes find hard: plain nets 8 to 13 %, residual ones 6 to 8 %, training errors of
    /// deep residual nets almost nought.
    /// </summary>
    private static (double Train, double Test) FinalErrors(ModelSpec model, int seed)
    {
        var (train, test) = (model.Family, model.IsResidual, model.Depth) switch
        {
            (ModelFamily.ThreeStage, false, 20) => (0.0290, 0.0870),
            (ModelFamily.ThreeStage, false, 32) => (0.0370, 0.0930),
            (ModelFamily.ThreeStage, false, 44) => (0.0610, 0.1080),
            (ModelFamily.ThreeStage, false, _) => (0.0930, 0.1290),
            (ModelFamily.ThreeStage, true, 20) => (0.0170, 0.0810),
            (ModelFamily.ThreeStage, true, 32) => (0.0060, 0.0740),
            (ModelFamily.ThreeStage, true, 44) => (0.0040, 0.0710),
            (ModelFamily.ThreeStage, true, 56) => (0.0030, 0.0690),
            (ModelFamily.ThreeStage, true, _) => (0.0025, 0.0650),
            (_, false, 18) => (0.0015, 0.0580),
            (_, false, 34) => (0.0024, 0.0630),
            (_, false, _) => (0.0500, 0.1000),
            (_, true, 18) => (0.0012, 0.0500),
            (_, true, 34) => (0.0010, 0.0480),
            (_, true, _) => (0.0011, 0.0490),
        };

        // Seeds scatter by up to a tenth of their error either way, so that no two agree.
        var scatter = 0.1 * (((((seed * 3) + model.Depth) % 7) - 3) / 3.0);
        return (train * (1 + scatter), test * (1 + (scatter / 4)));
    }
}
