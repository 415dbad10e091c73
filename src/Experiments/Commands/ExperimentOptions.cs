using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Commands;

/// <summary>Options that several verbs share, so that they mean the same everywhere.</summary>
internal static class ExperimentOptions
{
    public static Option<string> Plan { get; } = new("--plan")
    {
        Description = "A plan's name (quick, seed, paper, full, cpu-paper), a .json file, or auto: full with a GPU, else quick.",
        DefaultValueFactory = _ => PlanCatalogue.Auto,
    };

    public static Option<DirectoryInfo> Results { get; } = new("--results")
    {
        Description = "The folder that holds one folder of results a plan.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = $"A folder that holds CIFAR-10's .bin files, or the official archive. Default: the variable {DatasetFolders.LocalVariable}, if set, else the folder {DatasetFolders.CarriedName} beside the program, else the machine's cache.",
        HelpName = "DIR",
    };

    public static Option<string?> Cache { get; } = new("--cache")
    {
        Description = "The machine's dataset cache. Default: harness/cifar-10 in XDG_CACHE_HOME or ~/.cache.",
        HelpName = "DIR",
    };

    public static Option<string> Backend { get; } = new("--backend")
    {
        Description = "auto, cpu, cuda or external.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string?> Libtorch { get; } = new("--libtorch")
    {
        Description = "An installed libtorch, for the external backend: for instance the torch folder of a PyTorch installation.",
        HelpName = "DIR",
    };

    public static Option<string?> Seeds { get; } = new("--seeds")
    {
        Description = "Seeds in place of the plan's own: 3, 1-5 or 1,2,5. The plan keeps its name, and runs of other seeds stay where they are.",
        HelpName = "LIST",
    };

    public static Option<string[]> Runs { get; } = new("--run")
    {
        Description = "This run alone, for instance plain-20/seed-1; may be given several times.",
        HelpName = "ID",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Shard { get; } = new("--shard")
    {
        Description = "One of N parts of about the same work, for instance 2/8. Which runs it holds depends on the plan alone: see 'experiments plan --shards 8'.",
        HelpName = "I/N",
    };

    public static Option<double> CheckpointEvery { get; } = CreateCheckpointEvery();

    public static Option<int?> WorkersPerDevice { get; } = CreateWorkersPerDevice();

    /// <summary>Refuses 0 and less where <paramref name="option"/> is given.</summary>
    public static void RequireAtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{option.Name} must be at least 1.");
        }
    });

    /// <inheritdoc cref="RequireAtLeastOne(Option{int})"/>
    public static void RequireAtLeastOne(Option<int?> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1)
        {
            result.AddError($"{option.Name} must be at least 1.");
        }
    });

    /// <summary>Puts the parsed options together.</summary>
    /// <exception cref="HarnessException">The backend is unknown, or external without a folder.</exception>
    public static PlanRequest Read(ParseResult parsed) => new(
        parsed.GetValue(Plan)!,
        parsed.GetValue(Results)!.FullName,
        parsed.GetValue(Data),
        parsed.GetValue(Cache),
        ReadBackend(parsed))
    {
        Seeds = parsed.GetValue(Seeds),
    };

    /// <exception cref="HarnessException">A run or the shard is not of its form.</exception>
    public static RunSelection ReadSelection(ParseResult parsed) => new(
        [.. parsed.GetValue(Runs)!.Select(RunId.Parse)],
        parsed.GetValue(Shard) is { } shard ? Execution.Selection.Shard.Parse(shard) : null);

    /// <exception cref="Contracts.HarnessException">The backend is unknown.</exception>
    public static BackendRequest ReadBackend(ParseResult parsed) => BackendRequest.Parse(parsed.GetValue(Backend)!, parsed.GetValue(Libtorch));

    public static TimeSpan ReadCheckpointInterval(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(CheckpointEvery));

    private static Option<double> CreateCheckpointEvery()
    {
        var option = new Option<double>("--checkpoint-every")
        {
            Description = "Seconds between checkpoints: at most this much work is lost when a process is killed.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => PlanRequest.DefaultCheckpointInterval.TotalSeconds,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 86_400))
            {
                result.AddError("--checkpoint-every must be between 0 and 86400 seconds.");
            }
        });
        return option;
    }

    private static Option<int?> CreateWorkersPerDevice()
    {
        var option = new Option<int?>("--workers-per-device")
        {
            Description = "Runs side by side on each device. Default: one on each GPU; on a CPU, which counts as one device, one a core as far as memory goes.",
            HelpName = "N",
        };
        RequireAtLeastOne(option);
        return option;
    }
}
