using Harness.Contracts.Runs;

namespace Harness.Experiments.Tests;

/// <summary>The manifest of a run that nobody made.</summary>
internal static class SyntheticManifest
{
    public static RunManifest Of(RunIdentity identity) => new()
    {
        Schema = RunManifest.SchemaName,
        Identity = identity,
        IdentitySha256 = identity.Digest(),
        Status = RunStatus.Diverged,
        Parameters = 1,
        StepsDone = 1,
        Final = null,
        ElapsedSeconds = 1,
        ImagesPerSecond = 1,
        Attempts = 1,
        Machine = SyntheticMachine.Record,
        Source = new SourceRecord(null, null),
        Files = [],
    };
}
