using System.CommandLine;
using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Backends;
using Harness.Experiments.Benchmarking;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments bench</c>: images a second of the whole training step, beside the same step in other programs.</summary>
internal static class BenchCommand
{
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of one measurement after its warm-up.", DefaultValueFactory = _ => 2 };

    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "How often everything is measured.", DefaultValueFactory = _ => 5 };

    private static readonly Option<string[]> Models = new("--models")
    {
        Description = $"Networks to measure: {string.Join(", ", BenchmarkModels.Names)}. Default: {string.Join(", ", BenchmarkModels.Default)}.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Precisions = new("--precisions")
    {
        Description = "Arithmetics to measure: float32, tensor_float32, bfloat16. Default: those that the device has in hardware.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int[]> Workers = new("--workers-per-device")
    {
        Description = "Training processes side by side; all but the first number are measured in one precision. Default: one a core, or 1 2 3 4 on a GPU.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> NotDeterministic = new("--not-deterministic")
    {
        Description = "On a GPU: let cuDNN time its algorithms and take those that do not repeat bit for bit, as a plan does with \"deterministic\": false.",
    };

    private static readonly Option<string?> Peer = new("--peer")
    {
        Description = "Also time PyTorch on the same network, with this Python, which needs torch and torchvision.",
        HelpName = "PYTHON",
    };

    private static readonly Option<string?> PeerData = new("--data")
    {
        Description = "A folder with CIFAR-10's .bin files for PyTorch's loader. Default: images of noise, as everything else is measured on.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> BlocksOnly = new("--blocks-only")
    {
        Description = "Time only the blocks of the bottleneck comparison, in under a minute, and leave the rest of benchmark.json as it is.",
    };

    private static readonly Option<string?> Measure = new("--measure") { Description = "Measure one model in this process and print what was found.", Hidden = true };
    private static readonly Option<LoopStyle> Style = new("--style") { Hidden = true };
    private static readonly Option<Precision> Arithmetic = new("--arithmetic") { Hidden = true };
    private static readonly Option<int> Threads = new("--threads") { Hidden = true, DefaultValueFactory = _ => 1 };

    /// <summary>A block is timed for this part of a step's measurement: it is much smaller than a network.</summary>
    private const int BlocksShare = 4;

    public static Command Create()
    {
        var command = new Command("bench", "Measure the training step's speed on this machine and write benchmark.json.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            Models,
            Precisions,
            Workers,
            Repetitions,
            Seconds,
            NotDeterministic,
            BlocksOnly,
            Peer,
            PeerData,
            Measure,
            Style,
            Arithmetic,
            Threads,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var request = ExperimentOptions.Read(parsed);
            if (parsed.GetValue(Measure) is { } model)
            {
                var duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds));
                MeasuringSession.Run(request, model, parsed.GetValue(Style), parsed.GetValue(Arithmetic), parsed.GetValue(Threads), !parsed.GetValue(NotDeterministic), duration, Console.In, Console.Out, TimeProvider.System);
            }
            else
            {
                await MeasureAllAsync(request, parsed, Console.Out, stop);
            }
        });
        return command;
    }

    private static async Task MeasureAllAsync(PlanRequest request, ParseResult parsed, TextWriter output, CancellationToken stop)
    {
        var choice = request.Choose();
        var path = request.LayoutOf(request.FindPlan(choice)).Benchmark;
        var wanted = BenchmarkRequest.Create(
            choice.DeviceClass, parsed.GetValue(Models) ?? [], [.. (parsed.GetValue(Precisions) ?? []).Select(PrecisionOf)], parsed.GetValue(Workers) ?? [], parsed.GetValue(Repetitions), parsed.GetValue(Seconds));
        var data = parsed.GetValue(PeerData) is { } folder ? CifarFiles.Find(folder, cacheFolder: null).Folder : null;
        var peer = parsed.GetValue(Peer) is { } python ? new PeerProgram(python, data, choice.DeviceClass) : null;
        await (peer?.RequireAsync(stop) ?? Task.CompletedTask);
        // Read before anything is measured: a record that cannot be added to is no reason to wait for.
        var before = parsed.GetValue(BlocksOnly) && File.Exists(path) ? RecordFile.Read(path, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName) : null;
        var machine = MachineInspection.Inspect(choice, TorchRuntime.Load(choice));
        await output.WriteLineAsync($"{machine.Processor}, {machine.LogicalCores} cores{(machine.Accelerator is { } accelerator ? $", {accelerator}" : "")}; {choice.Explanation}");
        string[] surroundings = [.. request.BackendArguments(), .. parsed.GetValue(NotDeterministic) ? [NotDeterministic.Name] : Array.Empty<string>()];
        var deterministic = choice.DeviceClass == DeviceClass.Cpu || !parsed.GetValue(NotDeterministic);
        var record = before ?? new BenchmarkRecord
        {
            Schema = BenchmarkRecord.SchemaName,
            Machine = machine,
            Deterministic = deterministic,
            SecondsPerMeasurement = wanted.Duration.TotalSeconds,
            Results = parsed.GetValue(BlocksOnly) ? [] : await new BenchmarkSuite(wanted, surroundings, peer, output).MeasureAsync(stop),
        };
        var blocks = new BlockTimer(
            machine, choice.DeviceClass, deterministic, BlockTimer.UsualBatch(choice.DeviceClass), wanted.Repetitions, wanted.Duration / BlocksShare, TimeProvider.System).Measure();
        foreach (var block in blocks.Blocks)
        {
            await output.WriteLineAsync(BenchmarkLine.Of(block, blocks.BatchSize));
        }

        record = record with { Blocks = blocks };
        RecordFile.Write(path, record, HarnessJson.Default.BenchmarkRecord);
        await output.WriteLineAsync($"Wrote {path}.");
    }

    /// <summary>By the names that plans use.</summary>
    private static Precision PrecisionOf(string name)
    {
        var known = Enum.GetValues<Precision>().ToDictionary(precision => JsonNamingPolicy.SnakeCaseLower.ConvertName(precision.ToString()));
        return known.TryGetValue(name, out var precision)
            ? precision
            : throw new HarnessException($"There is no precision '{name}'. Known precisions: {string.Join(", ", known.Keys)}.");
    }
}
