using System.CommandLine;
using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Benchmarking;
using Harness.Experiments.Execution;
using TorchSharp;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments bench</c>: images a second of the whole training step, beside the same step as TorchSharp's samples write it.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Length of one measurement after its warm-up.", DefaultValueFactory = _ => 6 };
        var measure = new Option<string?>("--measure") { Description = "Measure one model in this process and print the number.", Hidden = true };
        var style = new Option<LoopStyle>("--style") { Hidden = true };
        var threads = new Option<int>("--threads") { Hidden = true, DefaultValueFactory = _ => 1 };
        var command = new Command("bench", "Measure the training step's speed on this machine and write benchmark.json.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            seconds,
            measure,
            style,
            threads,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var request = ExperimentOptions.Read(parsed);
            var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            if (parsed.GetValue(measure) is { } model)
            {
                Measure(model, parsed.GetValue(style), parsed.GetValue(threads), request, duration, Console.Out, TimeProvider.System);
            }
            else
            {
                await MeasureAllAsync(request, duration, Console.Out, stop);
            }
        });
        return command;
    }

    private static void Measure(string name, LoopStyle style, int threads, PlanRequest request, TimeSpan duration, TextWriter output, TimeProvider clock)
    {
        if (style == LoopStyle.Harness)
        {
            ProcessPreparation.Apply();
        }

        var choice = request.Choose();
        var runtime = TorchRuntime.Load(choice);
        torch.set_num_threads(threads);
        var model = BenchmarkSuite.Models.Single(entry => entry.Name == name).Model;
        var precision = MachineInspection.Resolve(Precision.Auto, runtime.DeviceClass);
        var rate = StepTimer.ImagesPerSecond(style, model, BenchmarkSuite.Recipe, precision, runtime.DeviceClass, duration, clock);
        output.WriteLine(rate.ToString("R", CultureInfo.InvariantCulture));
    }

    private static async Task MeasureAllAsync(PlanRequest request, TimeSpan duration, TextWriter output, CancellationToken stop)
    {
        var choice = request.Choose();
        var runtime = TorchRuntime.Load(choice);
        var machine = MachineInspection.Inspect(choice, runtime);
        await output.WriteLineAsync($"{machine.Processor}, {machine.LogicalCores} cores{(machine.Accelerator is { } accelerator ? $", {accelerator}" : "")}; {choice.Explanation}");
        var precision = MachineInspection.Resolve(Precision.Auto, choice.DeviceClass);
        var suite = new BenchmarkSuite(request.BackendArguments(), choice.DeviceClass, precision, output);
        var record = new BenchmarkRecord
        {
            Schema = BenchmarkRecord.SchemaName,
            Machine = machine,
            Results = await suite.MeasureAsync(duration, stop),
        };
        var path = request.LayoutOf(request.FindPlan(choice)).Benchmark;
        RecordFile.Write(path, record, HarnessJson.Default.BenchmarkRecord);
        await output.WriteLineAsync($"Wrote {path}.");
    }
}
