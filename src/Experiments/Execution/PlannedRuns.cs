using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;

namespace Harness.Experiments.Execution;

/// <summary>One run to be made and what it costs.</summary>
/// <param name="Work">Multiply-accumulates of all its training and evaluation: the unit in which plans are compared and remaining time is told.</param>
internal sealed record PlannedRun(RunIdentity Identity, double Work)
{
    public RunId Id => Identity.Run;
}

/// <summary>A run and what it costs, in the unit of <see cref="PlannedRun"/>: all that a display has to know beforehand.</summary>
internal sealed record RunWork(RunId Id, double Work);

/// <summary>Expands a plan into runs with their identities on this machine.</summary>
internal static class PlannedRuns
{
    /// <summary>
    /// A training step in forward passes: the backward pass costs about twice a forward pass, gradients of inputs and of weights. The committed quick runs evaluated 3.6 to 3.9
    /// times as many images a second as they trained.
    /// </summary>
    public const double TrainingPasses = 3;

    private const int TestImages = 10_000;

    public static IReadOnlyList<PlannedRun> Of(Plan plan, string datasetSha256, DeviceClass device)
    {
        var precision = MachineInspection.Resolve(plan.Precision, device);
        return
        [
            .. from run in plan.Expand()
               let identity = IdentityOf(plan, run, datasetSha256, device, precision)
               select new PlannedRun(identity, WorkOf(identity.Model, identity.Recipe, plan.Dataset.TrainingImages)),
        ];
    }

    /// <param name="precision">The one that the device computes in; never <see cref="Precision.Auto"/>.</param>
    public static RunIdentity IdentityOf(Plan plan, RunId run, string datasetSha256, DeviceClass device, Precision precision)
    {
        var arm = plan.ArmOf(run);
        return new RunIdentity
        {
            Run = run,
            Model = arm.Model,
            Recipe = plan.RecipeOf(arm),
            Dataset = plan.Dataset,
            DatasetSha256 = datasetSha256,
            Precision = precision,
            Device = device,
            Deterministic = device == DeviceClass.Cpu || plan.Deterministic,
            Threads = 1,
            CodeSha256 = SourceTree.CodeSha256,
            TorchSharpVersion = SourceTree.TorchSharpVersion,
        };
    }

    /// <summary>What the runs cost, without their identities: it needs neither data nor libtorch.</summary>
    public static IReadOnlyList<RunWork> WorkOf(Plan plan) =>
        [.. plan.Expand().Select(run => new RunWork(run, WorkOf(plan.ArmOf(run).Model, plan.RecipeOf(plan.ArmOf(run)), plan.Dataset.TrainingImages)))];

    /// <summary>Images that a run trains on, repeats counted.</summary>
    public static long TrainedImages(Recipe recipe, int trainingImages) => recipe.Iterations is { } iterations
        ? (long)iterations * recipe.BatchSize
        : (long)recipe.Epochs!.Value * trainingImages;

    private static double WorkOf(ModelSpec model, Recipe recipe, int trainingImages)
    {
        var epochs = recipe.TotalEpochs(trainingImages);
        var evaluations = (epochs + recipe.EvaluateEvery - 1) / recipe.EvaluateEvery;
        var passes = (TrainingPasses * TrainedImages(recipe, trainingImages)) + ((double)evaluations * TestImages) + trainingImages;
        return passes * ResidualArchitecture.OfCifar("", "", model).Macs;
    }
}
