using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts;

/// <summary>Knows every file name under <c>results/&lt;plan&gt;</c>; nothing else does.</summary>
public sealed record ResultsLayout
{
    /// <summary>The manifests of all runs, relative to <see cref="Folder"/>, as people and shells write a set of files.</summary>
    public const string ManifestPattern = "runs/*/seed-*/manifest.json";

    public const string ShowcaseName = "showcase.safetensors";

    /// <param name="results">The results folder, which holds one folder a plan.</param>
    /// <param name="plan">The plan's name.</param>
    public ResultsLayout(string results, string plan) => Folder = Path.Combine(results, plan);

    public string Folder { get; }

    /// <summary>The layout of a plan's folder that is named as a whole, wherever it lies and whatever it is called.</summary>
    public static ResultsLayout OfFolder(string folder) => new(results: "", plan: Path.TrimEndingDirectorySeparator(folder));

    public string Plan => Path.Combine(Folder, "plan.json");

    public string Runs => Path.Combine(Folder, "runs");

    public string Architectures => Path.Combine(Folder, "architectures.json");

    /// <summary>Some images with predictions and a map of features of one run, for the report.</summary>
    public string Showcase => Path.Combine(Folder, ShowcaseName);

    public string Analysis => Path.Combine(Folder, "analysis.json");

    public string Verdicts => Path.Combine(Folder, "verdicts.json");

    public string Checklist => Path.Combine(Folder, "checklist.json");

    public string Benchmark => Path.Combine(Folder, "benchmark.json");

    public string Report => Path.Combine(Folder, "report");

    public string ReportPdf => Path.Combine(Report, "report.pdf");

    public string ReportHtml => Path.Combine(Report, "report.html");

    public string ReportMarkdown => Path.Combine(Report, "report.md");

    /// <summary>The report's first figure alone, for pages such as a README.</summary>
    public string ReportFigure => Path.Combine(Report, "degradation.svg");

    /// <summary>Held by the one coordinator that works on this plan.</summary>
    public string Lock => Path.Combine(Folder, ".lock");

    /// <summary>Where runs go whose plan, code, data or precision is no longer the plan's.</summary>
    public string Superseded => Path.Combine(Folder, "superseded");

    /// <summary>What was handed to Slurm; a folder for each submission.</summary>
    public string Slurm => Path.Combine(Folder, "slurm");

    /// <summary>Held while jobs are submitted.</summary>
    public string SlurmLock => Path.Combine(Slurm, ".lock");

    /// <param name="number">From 1, in the order of submission.</param>
    public SubmissionLayout Submission(int number) => new(Path.Combine(Slurm, $"submission-{number}"));

    public RunLayout Run(RunId run) => new(Path.Combine(Runs, run.Arm, $"seed-{run.Seed}"));

    /// <summary>Where a copy of a run is put together, before it takes the run's place in one step.</summary>
    public RunLayout PartialRun(RunId run) => new(Run(run).Folder + AtomicFile.PartialSuffix);

    /// <summary>The folders of runs that are there, planned or not, in the order of their names.</summary>
    public IEnumerable<RunLayout> PresentRuns() =>
        from arm in Folders(Runs)
        from seed in Folders(arm)
        select new RunLayout(seed);

    private static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];
}

/// <summary>Knows every file name in one run's folder.</summary>
public sealed record RunLayout(string Folder)
{
    public const string MetricsName = "metrics.jsonl";
    public const string DiagnosticsName = "diagnostics.jsonl";
    public const string TraceName = "trace.safetensors";
    public const string WeightsName = "weights.safetensors";
    public const string EvaluationName = "evaluation.safetensors";
    public const string PredictionsName = "predictions.safetensors";

    public string Metrics => Path.Combine(Folder, MetricsName);

    public string Diagnostics => Path.Combine(Folder, DiagnosticsName);

    public string Trace => Path.Combine(Folder, TraceName);

    public string Weights => Path.Combine(Folder, WeightsName);

    public string Evaluation => Path.Combine(Folder, EvaluationName);

    public string Predictions => Path.Combine(Folder, PredictionsName);

    public string Manifest => Path.Combine(Folder, "manifest.json");

    public string Failure => Path.Combine(Folder, "failure.json");

    /// <summary>Held by the one worker that makes the run.</summary>
    public string Lock => Path.Combine(Folder, ".lock");

    /// <summary>Names the process that makes the run; gone when it is finished.</summary>
    public string Owner => Path.Combine(Folder, ".owner");

    public string Log => Path.Combine(Folder, "worker.log");

    /// <summary>How far a run is that is not finished; for watchers, not part of the record.</summary>
    public string Progress => Path.Combine(Folder, "progress.json");

    /// <summary>The metrics once more, as TensorBoard's event files; not part of the record.</summary>
    public string TensorBoard => Path.Combine(Folder, "tensorboard");

    public string Checkpoint => Path.Combine(Folder, "checkpoint", "state.safetensors");

    public string CheckpointFolder => Path.Combine(Folder, "checkpoint");
}

/// <summary>Knows every file name of one submission to Slurm. Jobs read these files until they end, so they are never changed.</summary>
public sealed record SubmissionLayout(string Folder)
{
    public const string TrainScriptName = "train.sbatch";
    public const string CollectScriptName = "collect.sbatch";

    /// <summary>The plan as it was submitted, whatever becomes of the file it was read from.</summary>
    public string Plan => Path.Combine(Folder, "plan.json");

    /// <summary>One line a task of the array, after a line of headings.</summary>
    public string Cells => Path.Combine(Folder, "cells.tsv");

    public string TrainScript => Path.Combine(Folder, TrainScriptName);

    public string CollectScript => Path.Combine(Folder, CollectScriptName);

    public string Record => Path.Combine(Folder, "submission.json");

    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>Where a task's output goes, in Slurm's notation: every attempt is appended.</summary>
    public string CellLogPattern => Path.Combine(Logs, "cell-%a.log");

    public string CollectLog => Path.Combine(Logs, "collect.log");
}
