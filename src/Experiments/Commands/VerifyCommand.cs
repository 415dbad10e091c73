using System.CommandLine;
using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments verify</c>: makes the first steps of a finished run again from its manifest, and compares loss by loss.</summary>
internal static class VerifyCommand
{
    private const int Rows = 10;

    public static Command Create()
    {
        var run = new Option<string>("--run") { Description = "The finished run: for instance plain-20/seed-1.", Required = true };
        var steps = new Option<int>("--steps") { Description = "Steps to make again; with all of them the final weights are compared too.", DefaultValueFactory = _ => 100 };
        ExperimentOptions.RequireAtLeastOne(steps);
        var command = new Command("verify", "Make the first steps of a finished run again from its manifest and compare every loss, bit for bit. Exit code 0 if all are equal.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            run,
            steps,
        };
        command.SetAction((parsed, stop) => Task.FromResult(
            Verify(ExperimentOptions.Read(parsed), RunId.Parse(parsed.GetRequiredValue(run)), parsed.GetValue(steps), Console.Out, stop)));
        return command;
    }

    private static int Verify(PlanRequest request, RunId run, int steps, TextWriter output, CancellationToken stop)
    {
        ProcessMemory.KeepPages();
        var choice = request.Choose();
        var (manifest, losses) = RunVerification.ReadRecord(request.LayoutOf(request.FindPlan(choice)).Run(run));
        var identity = manifest.Identity;
        var data = request.FindData();
        RequireSameGround(identity, data.Sha256, choice);

        var runtime = TorchRuntime.Load(choice);
        Arithmetic.Settle(runtime.DeviceClass, identity.Precision, identity.Deterministic);
        var machine = MachineInspection.Inspect(choice, runtime);
        output.WriteLine($"{run}: {losses.Length} steps in {Name(identity.Precision)}, made on {manifest.Machine.Accelerator ?? manifest.Machine.Processor} with libtorch {manifest.Machine.LibtorchVersion}.");
        foreach (var doubt in Doubts(manifest, machine))
        {
            output.WriteLine($"  Note: {doubt}");
        }

        var setting = new WorkerSetting(data, runtime.Device, machine, new SourceRecord(null, null), CheckpointInterval: TimeSpan.Zero, TimeProvider.System);
        using var training = setting.LoadTraining(identity.Dataset);
        var result = RunVerification.Repeat(manifest, losses, training, steps, stop);
        Print(result, output);
        return result.IsEqual ? 0 : 1;
    }

    private static void RequireSameGround(RunIdentity identity, string dataSha256, BackendChoice choice)
    {
        if (identity.DatasetSha256 != dataSha256)
        {
            throw new HarnessException($"{identity.Run} was made with other data: its manifest names the digest {identity.DatasetSha256}, and the data here have {dataSha256}.");
        }

        if (identity.Device != choice.DeviceClass)
        {
            throw new HarnessException($"{identity.Run} was made on {Name(identity.Device)} and would be made again on {Name(choice.DeviceClass)}, whose sums differ in their last bits. Name the same kind with --backend.");
        }
    }

    /// <summary>What could explain a difference.</summary>
    private static IEnumerable<string> Doubts(RunManifest manifest, MachineRecord machine)
    {
        var here = manifest.Identity with { CodeSha256 = SourceTree.CodeSha256, TorchSharpVersion = SourceTree.TorchSharpVersion };
        if (here != manifest.Identity)
        {
            yield return $"it was made with {RunArchive.Difference(manifest.Identity, here)}.";
        }

        if (machine.LibtorchVersion != manifest.Machine.LibtorchVersion)
        {
            yield return $"this is libtorch {machine.LibtorchVersion}.";
        }

        if (machine.Processor != manifest.Machine.Processor || machine.Accelerator != manifest.Machine.Accelerator)
        {
            yield return $"this is {machine.Accelerator ?? machine.Processor}; processors with other vector instructions take sums in another order.";
        }

        if (!manifest.Identity.Deterministic)
        {
            yield return "its plan did not ask for deterministic algorithms.";
        }
    }

    private static void Print(VerificationResult result, TextWriter output)
    {
        output.WriteLine($"{"step",8}  {"recorded loss",14}  {"made again",14}");
        var every = Math.Max(1, result.Steps.Count / Rows);
        foreach (var step in result.Steps.Where(step => step.Step == 1 || step.Step % every == 0 || step == result.FirstDifference))
        {
            output.WriteLine(Invariant($"{step.Step,8}  {step.Recorded,14:G9}  {step.Again,14:G9}{(step.IsEqual ? "" : "  differs")}"));
        }

        var equal = result.Steps.Count(step => step.IsEqual);
        output.WriteLine(result.FirstDifference is { } first
            ? Invariant($"{equal} of {result.Steps.Count} losses are equal. The first that differs is that of step {first.Step}; the largest relative difference is {result.Steps.Max(step => step.RelativeDifference):G3}.")
            : $"All {equal} losses are equal, bit for bit.");
        if (result.WeightsAreEqual is { } weights)
        {
            output.WriteLine(weights ? "The final weights have the recorded digest." : "The final weights do not have the recorded digest.");
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
