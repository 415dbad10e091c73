using System.CommandLine;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;

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
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    public static Option<string?> Data { get; } = new("--data") { Description = "A folder with CIFAR-10's six .bin files; without it, the machine's cache." };

    public static Option<string?> Cache { get; } = new("--cache") { Description = "The machine's dataset cache, where it is not the usual place." };

    public static Option<string> Backend { get; } = new("--backend")
    {
        Description = "auto, cpu, cuda or external.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string?> Libtorch { get; } = new("--libtorch") { Description = "The folder of libtorch's libraries, for the external backend: for instance torch/lib of a PyTorch installation." };

    /// <summary>Puts the parsed options together.</summary>
    /// <exception cref="Contracts.HarnessException">The backend is unknown, or external without a folder.</exception>
    public static PlanRequest Read(ParseResult parsed) => new(
        parsed.GetValue(Plan)!,
        parsed.GetValue(Results)!.FullName,
        parsed.GetValue(Data),
        parsed.GetValue(Cache),
        BackendRequest.Parse(parsed.GetValue(Backend)!, parsed.GetValue(Libtorch)));
}
