using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments devices</c>: what a run would use here, and whether it computes. Needs no plan and no data.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Show which libtorch and which device a run would use here, and compute something small on it. Needs no plan and no data.")
        {
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
        };
        command.SetAction(parsed => Show(
            BackendRequest.Parse(parsed.GetValue(ExperimentOptions.Backend)!, parsed.GetValue(ExperimentOptions.Libtorch)),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Show(BackendRequest request, TextWriter output)
    {
        var choice = BackendChoice.For(request);
        output.WriteLine(choice.Explanation);
        var runtime = TorchRuntime.Load(choice);
        var check = BindingCheck.Of(
            TorchBuild.OfThisProgram().TorchSharpLibrary,
            NativeLibrary.Load(Path.Combine(runtime.LibtorchFolder, LibtorchInstallation.Torch)));
        var machine = MachineInspection.Inspect(choice, runtime);
        foreach (var (name, value) in Describe(machine, runtime, check).Concat(Gpus(NvidiaDriver.Inspect())))
        {
            output.WriteLine($"  {name,-12} {value}");
        }

        var precision = MachineInspection.Resolve(Precision.Auto, runtime.DeviceClass);
        ConvolutionCheck.Run(runtime, precision);
        output.WriteLine($"A convolution and its gradient were computed on {runtime.DeviceName} in {precision.ToString().ToLowerInvariant()}, with a finite result.");
    }

    private static IEnumerable<(string Name, string Value)> Describe(MachineRecord machine, TorchRuntime runtime, BindingCheck check)
    {
        yield return ("TorchSharp", machine.TorchSharpVersion);
        yield return ("libtorch", $"{runtime.LibtorchVersion}, in {runtime.LibtorchFolder}");
        yield return ("functions", check.Missing.Count == 0
            ? Invariant($"{check.Needed:N0} needed by TorchSharp and this program, all found")
            : Invariant($"{check.Missing.Count:N0} of the {check.Needed:N0} needed are missing, for instance {CxxName.Demangle(check.Missing[0])}"));
        yield return ("processor", $"{machine.Processor}, {machine.LogicalCores} logical {(machine.LogicalCores == 1 ? "core" : "cores")}; {(MachineInspection.HasFastBfloat16() ? "multiplies bfloat16 in hardware" : "has no bfloat16 arithmetic, so runs on it train in float32")}");
        yield return ("memory", Invariant($"{machine.MemoryGibibytes:0.0} GiB, {MachineInspection.AvailableMemoryGibibytes():0.0} GiB of it free"));
    }

    private static IEnumerable<(string Name, string Value)> Gpus(NvidiaDriver driver)
    {
        if (!driver.IsUsable)
        {
            yield return ("GPU", $"none: {driver.Lack}");
            yield break;
        }

        yield return ("driver", NvidiaDriver.FindVersion() ?? "does not answer; nvidia-smi may tell why");
        var gpus = NvidiaDriver.FindDevices();
        if (gpus.Count == 0)
        {
            yield return ("GPU", "the driver offers none to this process; CUDA_VISIBLE_DEVICES may hide them");
        }

        foreach (var gpu in gpus)
        {
            var free = NvidiaDriver.FreeMemory(gpu) is { } bytes ? Invariant($"{bytes / (double)(1L << 30):0.0} GiB of it free") : "how much of it is free is not known";
            yield return ($"GPU {gpu.Ordinal}", Invariant($"{gpu.Name}, {gpu.MemoryGibibytes:0.0} GiB, {free}, compute capability {gpu.ComputeCapability}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
