using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Clusters;

/// <summary>
/// What <c>sbatch</c> is called with. Scripts are the same for every plan: all that differs reaches them as arguments, word by word, so that no text is ever pasted into a
/// shell's program.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="request">Where data, results and libtorch lie; every path has to be absolute and visible on the nodes.</param>
/// <param name="site">The cluster's own options.</param>
/// <param name="folder">The submission's folder.</param>
internal sealed class SbatchArguments(Plan plan, PlanRequest request, SlurmSite site, SubmissionLayout folder)
{
    private static readonly string[] ReportVerbs = ["analyse", "judge", "checklist", "render", "check"];

    private readonly SlurmPrograms _programs = ProgramWords.Of(site);

    /// <summary>A job array of which each task makes one cell.</summary>
    /// <param name="cells">Number of cells.</param>
    /// <param name="atMost">Tasks at the same time; null for as many as there are places.</param>
    public IReadOnlyList<string> Train(int cells, int? atMost) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--array=1-{cells}{(atMost is { } most ? $"%{most}" : "")}"),
        $"--job-name={plan.Name}",
        $"--output={folder.CellLogPattern}",
        // A task that is started again adds to its log.
        "--open-mode=append",
        // After a node's death. A task that crashes is not started again by this.
        "--requeue",
        // To the script alone, which hands it on.
        string.Create(CultureInfo.InvariantCulture, $"--signal=B:USR1@{site.SecondsToSave}"),
        $"--chdir={folder.Folder}",
        .. OptionsOf(site.Train),
        folder.TrainScript,
        folder.Cells,
        site.MaximumRequeues.ToString(CultureInfo.InvariantCulture),
        .. _programs.Experiments,
        "train",
        .. (request with { PlanName = folder.Plan }).ToArguments(),
        .. site.WorkersPerDevice is { } workers ? ["--workers-per-device", workers.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    /// <summary>The job that writes the report of whatever is there when the others have ended, however they ended.</summary>
    /// <remarks>
    /// <c>afterany</c>, since Slurm takes a task that went back to the queue for one that failed and would then never start a job that waits with <c>afterok</c>
    /// (seen with 22.05). The records say what is finished.
    /// </remarks>
    /// <param name="jobs">Numbers of the jobs that it waits for.</param>
    public IReadOnlyList<string> Collect(IReadOnlyList<long> jobs)
    {
        string[] records = ["--plan", plan.Name, "--results", request.ResultsFolder];
        string[] data = request.DataFolder is { } folderOfData ? ["--data", folderOfData] : [];
        return
        [
            $"--dependency=afterany:{string.Join(':', jobs)}",
            "--kill-on-invalid-dep=yes",
            $"--job-name={plan.Name}-report",
            $"--output={folder.CollectLog}",
            "--open-mode=append",
            "--requeue",
            $"--chdir={folder.Folder}",
            .. OptionsOf(site.Collect),
            folder.CollectScript,
            .. _programs.Experiments, "export", "--plan", folder.Plan, "--results", request.ResultsFolder, .. data, .. request.BackendArguments(),
            .. ReportVerbs.SelectMany(verb => (string[])["--", .. _programs.Reporting, verb, .. records]),
        ];
    }

    private static IEnumerable<string> OptionsOf(SlurmResources? resources)
    {
        (string Option, string? Value)[] named =
        [
            ("--partition", resources?.Partition),
            ("--account", resources?.Account),
            ("--gres", resources?.Gres),
            ("--cpus-per-task", resources?.CpusPerTask?.ToString(CultureInfo.InvariantCulture)),
            ("--mem", resources?.Memory),
            ("--time", resources?.TimeLimit),
        ];
        return named.Where(entry => entry.Value is not null).Select(entry => $"{entry.Option}={entry.Value}").Concat(resources?.Options ?? []);
    }
}
