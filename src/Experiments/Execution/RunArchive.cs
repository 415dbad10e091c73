using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>What is found where a run's record should be.</summary>
internal enum RecordState
{
    /// <summary>Nothing, or a start without a checkpoint of this run.</summary>
    Absent,

    /// <summary>Not finished, and anything that is there may be gone on from.</summary>
    Started,

    /// <summary>A whole record of this very run.</summary>
    Finished,

    /// <summary>A record of another plan, code, data or precision, or one with missing or damaged files.</summary>
    Unusable,
}

/// <summary>Looks at the records of runs, and moves aside what cannot be used, so that nothing is overwritten and nothing wrong is counted.</summary>
internal sealed class RunArchive(ResultsLayout layout)
{
    /// <summary>The state of the record of <paramref name="identity"/>, and for an unusable one the reason in a sentence.</summary>
    public (RecordState State, string? Reason) Inspect(RunIdentity identity)
    {
        var run = layout.Run(identity.Run);
        if (!File.Exists(run.Manifest))
        {
            return (Directory.Exists(run.Folder) ? RecordState.Started : RecordState.Absent, null);
        }

        try
        {
            var manifest = RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
            if (manifest.IdentitySha256 != identity.Digest())
            {
                return (RecordState.Unusable, $"made with {Difference(manifest.Identity, identity)}");
            }

            // Weights first: their absence tells a copy from a damaged record.
            foreach (var file in manifest.Files.OrderByDescending(file => file.Path == RunLayout.WeightsName))
            {
                // A manifest is data: a path in it must not have this program read, or wait for, what lies elsewhere.
                if (Path.GetFileName(file.Path) != file.Path || file.Path is "." or "..")
                {
                    return (RecordState.Unusable, $"its manifest lists {file.Path}, which lies outside the run's folder");
                }

                var path = Path.Combine(run.Folder, file.Path);
                if (!File.Exists(path))
                {
                    return (RecordState.Unusable, $"{file.Path} is missing{(file.Path == RunLayout.WeightsName ? ", as in every copy that came without weights" : "")}");
                }

                if (new FileInfo(path).Length != file.Bytes || ContentDigest.OfFile(path) != file.Sha256)
                {
                    return (RecordState.Unusable, $"{file.Path} does not have the digest that the manifest names");
                }
            }

            return (RecordState.Finished, null);
        }
        catch (HarnessException fault)
        {
            return (RecordState.Unusable, fault.Message);
        }
    }

    /// <summary>
    /// Whether the plan's run is finished, on whichever kind of device and in whichever precision it chose there: for a machine that hands runs out and makes none.
    /// </summary>
    public bool IsFinished(Plan plan, RunId run)
    {
        try
        {
            var path = layout.Run(run).Manifest;
            if (!File.Exists(path))
            {
                return false;
            }

            var found = RecordFile.Read(path, HarnessJson.Default.RunManifest, RunManifest.SchemaName).Identity;
            var wanted = PlannedRuns.IdentityOf(plan, run, found.DatasetSha256, found.Device, plan.Precision == Precision.Auto ? found.Precision : plan.Precision);
            return Inspect(wanted).State == RecordState.Finished;
        }
        catch (HarnessException)
        {
            // Whoever makes the run moves a record that cannot be read out of the way.
            return false;
        }
    }

    /// <summary>Moves a record out of the way, to a name that tells what it was.</summary>
    /// <exception cref="HarnessException">The results folder cannot be written to.</exception>
    public string SetAside(RunId run) => SupersededRun.SetAside(layout, run);

    /// <summary>Removes what a writer that was killed left half-written. Call it only while holding the run's lock.</summary>
    public static void RemovePartialFiles(RunLayout run)
    {
        foreach (var folder in new[] { run.Folder, run.CheckpointFolder }.Where(Directory.Exists))
        {
            foreach (var partial in Directory.EnumerateFiles(folder, AtomicFile.PartialPattern))
            {
                File.Delete(partial);
            }
        }
    }

    /// <summary>Removes what only an unfinished run needs: its checkpoint, its progress and the note of an earlier failure.</summary>
    public static void RemoveLeftovers(RunLayout run)
    {
        Acquisition.Leftovers.Remove(run.CheckpointFolder);
        File.Delete(run.Progress);
        File.Delete(run.Failure);
        File.Delete(run.Owner);
    }

    /// <summary>In which parts two identities of one run differ, in words.</summary>
    public static string Difference(RunIdentity found, RunIdentity wanted)
    {
        var parts = new List<string>();
        void Compare<T>(string name, T left, T right)
        {
            if (!EqualityComparer<T>.Default.Equals(left, right))
            {
                parts.Add(name);
            }
        }

        Compare("another model", found.Model, wanted.Model);
        Compare("another selection of the data", found.Dataset, wanted.Dataset);
        Compare("other data", found.DatasetSha256, wanted.DatasetSha256);
        Compare("another precision", found.Precision, wanted.Precision);
        Compare("another device", found.Device, wanted.Device);
        Compare("another choice of determinism", found.Deterministic, wanted.Deterministic);
        Compare("another number of threads", found.Threads, wanted.Threads);
        Compare("other code", found.CodeSha256, wanted.CodeSha256);
        Compare("another TorchSharp", found.TorchSharpVersion, wanted.TorchSharpVersion);
        return parts.Count == 0 ? "another recipe" : string.Join(", ", parts);
    }
}
