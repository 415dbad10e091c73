using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Execution;

/// <summary>What a person asked for: a plan, where its results go, and with which data and backend.</summary>
internal sealed record PlanRequest(string PlanName, string ResultsFolder, string? DataFolder, string? CacheFolder, BackendRequest Backend)
{
    public static readonly TimeSpan DefaultCheckpointInterval = TimeSpan.FromSeconds(60);

    /// <summary>Every run also writes TensorBoard's event files. Not part of a run's identity: it changes no number.</summary>
    public bool WritesEventFiles { get; init; }

    /// <summary>Seeds in place of the plan's own, as they were written; null for the plan's.</summary>
    public string? Seeds { get; init; }

    /// <summary>At most this much work is lost when a process is killed.</summary>
    public TimeSpan CheckpointInterval { get; init; } = DefaultCheckpointInterval;

    public BackendChoice Choose() => BackendChoice.For(Backend);

    /// <exception cref="HarnessException">There is no such plan, or the seeds are none.</exception>
    public Plan FindPlan(BackendChoice choice) => FindPlan(choice.DeviceClass);

    /// <inheritdoc cref="FindPlan(BackendChoice)"/>
    public Plan FindPlan(DeviceClass device) => SeedList.Apply(PlanCatalogue.Find(PlanName, device), Seeds);

    /// <exception cref="HarnessException">The data are not there or not whole.</exception>
    public CifarFiles FindData() => CifarFiles.Find(DataFolder, CacheFolder);

    public ResultsLayout LayoutOf(Plan plan) => new(ResultsFolder, plan.Name);

    /// <summary>The same request for another process.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        "--plan", PlanName, "--results", ResultsFolder, .. BackendArguments(), .. Given("--data", DataFolder), .. Given("--cache", CacheFolder), .. Given("--seeds", Seeds),
        "--checkpoint-every", CheckpointInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        .. WritesEventFiles ? ["--tensorboard"] : Array.Empty<string>(),
    ];

    /// <summary>The part of the request that says where libtorch comes from.</summary>
    public IReadOnlyList<string> BackendArguments() => ["--backend", Backend.Name, .. Given("--libtorch", Backend.LibtorchFolder)];

    private static string[] Given(string option, string? value) => value is null ? [] : [option, value];
}
