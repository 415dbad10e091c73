using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Every run, every machine, every digest.</summary>
internal static class EvidenceChapter
{
    public static Chapter Write(ReportInputs inputs) => new("sec-evidence", "Evidence",
    [
        new Paragraph("A run that diverged, failed or is missing is shown with its reason and never dropped. The digest of a run is that of its manifest, which in turn names the digests of its files."),
        Runs(inputs),
        .. Troubles(inputs),
        new Subheading("Machines"),
        .. Machines(inputs.Analysis.Machines),
        .. SpeedTable.Write(inputs.Benchmark, inputs.BenchmarkFault),
        new Subheading("Inputs of this report"),
        Inputs(inputs),
    ]);

    private static TableBlock Runs(ReportInputs inputs) => new(
        "tab-runs",
        "All planned runs. Errors in percent after the last epoch.",
        [
            Column.Wide("Run"), new Column("State"), Column.Number("Seed"), Column.Number("Training"), Column.Number("Test"),
            Column.Number("Best test (optimistic)"), Column.Number("Seconds"), Column.Number("Images/s"), new Column("Digest"),
        ],
        [.. inputs.Analysis.Runs.Select(Row)],
        "Best test: the smallest test error of any evaluated epoch and, in brackets, that epoch; chosen on the test set, so it flatters. Images/s: median training rate over epochs, of this run’s own worker while others may have shared the machine. Digest: first eight digits of the manifest’s SHA-256.")
    {
        IsSortable = true,
    };

    private static IReadOnlyList<Prose> Row(RunRecord run) =>
    [
        Span.Code(run.Run.Arm),
        run.State == RunState.Completed ? "completed" : Span.Strong(State(run.State)),
        Quantity.Count(run.Run.Seed),
        Quantity.Points(run.Final?.TrainError),
        Quantity.Points(run.Final?.TestError),
        run.Final is { } final ? $"{Quantity.Points(final.BestTestError)} ({final.BestTestEpoch})" : Quantity.Missing,
        run.ElapsedSeconds is { } seconds ? Quantity.Number(seconds, seconds < 100 ? 1 : 0).TrimEnd('.') : Quantity.Missing,
        run.ImagesPerSecond is { } rate ? Quantity.Count((long)Math.Round(rate)) : Quantity.Missing,
        run.ManifestSha256 is { } digest ? Span.Code(ContentDigest.Abbreviate(digest)) : Quantity.Missing,
    ];

    private static string State(RunState state) => state switch
    {
        RunState.Completed => "completed",
        RunState.Diverged => "diverged",
        RunState.Failed => "failed",
        RunState.Missing => "missing",
        _ => "damaged",
    };

    private static IEnumerable<Block> Troubles(ReportInputs inputs)
    {
        var troubled = inputs.Analysis.Runs.Where(run => run.State != RunState.Completed).ToList();
        if (troubled.Count > 0)
        {
            yield return new Paragraph("Runs without a usable result:");
            yield return new BulletList([.. troubled.Select(run =>
                Prose.Of($"{Span.Code(run.Run.ToString())} {State(run.State)}. {run.Note ?? "No reason was recorded."}"))]);
        }
    }

    private static IEnumerable<Block> Machines(IReadOnlyList<MachineRuns> machines)
    {
        if (machines.Count == 0)
        {
            yield return new Paragraph("No run has left a record of its machine.");
        }

        foreach (var (machine, runs) in machines.Select(entry => (entry.Machine, entry.Runs)))
        {
            yield return new FactList(
            [
                new("Runs", Quantity.Count(runs.Count)),
                new("Processor", $"{machine.Processor}, {Quantity.Quantify(machine.LogicalCores, "logical core", "logical cores")}"),
                new("Accelerator", Accelerator(machine)),
                new("Memory", $"{Quantity.Number(machine.MemoryGibibytes, 1)} GiB"),
                new("System", machine.OperatingSystem),
                new("Software", $"{machine.DotNetVersion}, TorchSharp {machine.TorchSharpVersion}, libtorch {machine.LibtorchVersion} ({machine.TorchBackend})"),
            ]);
        }
    }

    private static string Accelerator(MachineRecord machine)
    {
        var memory = machine.AcceleratorMemoryGibibytes is { } gibibytes ? $", {Quantity.Number(gibibytes, 1)} GiB" : "";
        var driver = machine.DriverVersion is { } version ? $", driver {version}" : "";
        return machine.Accelerator is { } name ? name + memory + driver : "none used";
    }

    private static TableBlock Inputs(ReportInputs inputs)
    {
        var rows = inputs.Files.Select(file => new Prose[] { Span.Code(file.Name), Span.Code(file.Sha256) }).ToList();
        rows.Add(["all run manifests", Span.Code(inputs.Analysis.InputsSha256)]);
        rows.AddRange(inputs.Manifests.Select(manifest => manifest.Identity.DatasetSha256).Distinct().Select(digest => new Prose[] { "CIFAR-10, six binary files", Span.Code(digest) }));
        rows.AddRange(inputs.Manifests.Select(manifest => manifest.Identity.CodeSha256).Distinct().Select(digest => new Prose[] { "training code", Span.Code(digest) }));
        return new TableBlock("tab-inputs", "SHA-256 of what this report was made from.", [Column.Wide("Input"), new Column("SHA-256")], rows, Prose.Empty);
    }
}
