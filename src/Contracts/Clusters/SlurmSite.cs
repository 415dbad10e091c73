using System.ComponentModel.DataAnnotations;
using Harness.Contracts.Files;

namespace Harness.Contracts.Clusters;

/// <summary>
/// What one kind of job asks of Slurm. Each value goes to the option of <c>sbatch</c> of the same name as it stands; null leaves it to the cluster.
/// </summary>
/// <param name="Partition">For instance <c>gpu</c>.</param>
/// <param name="Account">Whom the time is charged to.</param>
/// <param name="Gres">Generic resources, for instance <c>gpu:1</c>.</param>
/// <param name="CpusPerTask">Processors.</param>
/// <param name="Memory">With its unit, for instance <c>16G</c>.</param>
/// <param name="TimeLimit">In Slurm's form: minutes, <c>hours:minutes:seconds</c> or <c>days-hours:minutes:seconds</c>.</param>
/// <param name="Options">Any other options of <c>sbatch</c>, one word each, for instance <c>--constraint=a100</c> or <c>--container-image=/images/harness.sqsh</c>.</param>
public sealed record SlurmResources(
    string? Partition = null,
    string? Account = null,
    string? Gres = null,
    [Range(1, 65_536)] int? CpusPerTask = null,
    string? Memory = null,
    string? TimeLimit = null,
    IReadOnlyList<string>? Options = null);

/// <summary>How the two programs are started where they run.</summary>
/// <param name="Experiments">For instance <c>["/opt/harness/experiments"]</c>.</param>
/// <param name="Reporting">For instance <c>["/opt/harness/reporting"]</c>.</param>
public sealed record SlurmPrograms([MinLength(1)] IReadOnlyList<string> Experiments, [MinLength(1)] IReadOnlyList<string> Reporting);

/// <summary>How one cluster wants jobs to be submitted: a file that its users keep and name with <c>--site</c>.</summary>
/// <param name="Schema">Always <see cref="SchemaName"/>.</param>
/// <param name="Train">Of the jobs that train.</param>
/// <param name="Collect">Of the job that analyses and writes the report: a processor and a few minutes.</param>
/// <param name="Container">Words before the program in every job, for instance <c>apptainer exec --nv harness.sif</c>: what starts it inside a container.</param>
/// <param name="Programs">The programs where the jobs run, for instance inside the container; null for the ones that submit.</param>
/// <param name="WorkersPerDevice">Runs of a cell side by side on each device; null for the trainer's own default.</param>
/// <param name="SecondsToSave">
/// How long before the time limit a cell is told to save. Slurm looks at limits every 30 seconds or so, and takes 0 to 65,535 here: well above 60 leaves time for that and
/// for the last step. At most half of the time limit.
/// </param>
/// <param name="MaximumRequeues">How often a cell that ran into its time limit goes back to the queue by itself. 0 leaves it to the next submission.</param>
public sealed record SlurmSite(
    string Schema,
    SlurmResources? Train = null,
    SlurmResources? Collect = null,
    IReadOnlyList<string>? Container = null,
    SlurmPrograms? Programs = null,
    [Range(1, 1_024)] int? WorkersPerDevice = null,
    [Range(10, 65_535)] int SecondsToSave = 180,
    [Range(0, 10_000)] int MaximumRequeues = 20) : IRecord
{
    public const string SchemaName = "harness/slurm-site/1";

    /// <summary>What the program decides: another value would break resuming, or the finding of jobs and logs.</summary>
    private static readonly string[] Reserved =
    [
        "--array", "-a", "--dependency", "-d", "--signal", "--output", "-o", "--error", "-e", "--open-mode", "--requeue", "--no-requeue", "--parsable", "--wait", "-W",
        "--test-only", "--wrap", "--job-name", "-J", "--chdir", "-D",
    ];

    /// <summary>Reads and checks a site's file.</summary>
    /// <exception cref="HarnessException">The file is missing or has faults; all of them are named.</exception>
    public static SlurmSite Read(string path)
    {
        var site = RecordFile.Read(path, HarnessJson.Default.SlurmSite, SchemaName);
        var problems = site.Problems().ToList();
        return problems.Count == 0
            ? site
            : throw new HarnessException($"The site file {path} has {problems.Count} fault(s):\n{string.Join('\n', problems.Select(problem => "  - " + problem))}");
    }

    public IEnumerable<string> Problems()
    {
        if (SecondsToSave is < 10 or > 65_535)
        {
            yield return $"seconds_to_save {SecondsToSave} is not in 10..65535";
        }

        if (MaximumRequeues is < 0 or > 10_000)
        {
            yield return $"maximum_requeues {MaximumRequeues} is not in 0..10000";
        }

        if (WorkersPerDevice is < 1 or > 1_024)
        {
            yield return $"workers_per_device {WorkersPerDevice} is not in 1..1024";
        }

        if (Train?.TimeLimit is { } limit && SlurmTime.Parse(limit) is { } time && time.TotalSeconds < 2.0 * SecondsToSave)
        {
            yield return $"train: of the time_limit {limit} the last {SecondsToSave} seconds (seconds_to_save) are for saving; that leaves less than half for training";
        }

        foreach (var problem in Of("train", Train).Concat(Of("collect", Collect)))
        {
            yield return problem;
        }

        if (Programs is { } programs && (programs.Experiments.Count == 0 || programs.Reporting.Count == 0))
        {
            yield return "programs: experiments and reporting need at least one word each";
        }
    }

    private static IEnumerable<string> Of(string part, SlurmResources? resources)
    {
        if (resources?.TimeLimit is { } limit && SlurmTime.Parse(limit) is null)
        {
            yield return $"{part}: time_limit '{limit}' is no time of Slurm's; expected minutes, H:M:S or D-H:M:S";
        }

        if (resources?.CpusPerTask is < 1 or > 65_536)
        {
            yield return $"{part}: cpus_per_task {resources.CpusPerTask} is not in 1..65536";
        }

        foreach (var option in resources?.Options ?? [])
        {
            if (!option.StartsWith('-'))
            {
                yield return $"{part}: '{option}' is no option; each is one word that starts with a hyphen, for instance --constraint=a100";
            }
            else if (Reserved.Contains(option.Split('=')[0]))
            {
                yield return $"{part}: the option {option} is set by the program itself";
            }
        }
    }
}
