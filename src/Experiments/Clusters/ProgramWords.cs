using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Clusters;

/// <summary>How the jobs of a site start the two programs: the words before the verb.</summary>
internal static class ProgramWords
{
    /// <exception cref="HarnessException">This program's own twin is not where a build or a published folder has it.</exception>
    public static SlurmPrograms Of(SlurmSite site)
    {
        var programs = site.Programs ?? new SlurmPrograms(OwnProgram.Words, Reporting());
        string[] container = [.. site.Container ?? []];
        return new SlurmPrograms([.. container, .. programs.Experiments], [.. container, .. programs.Reporting]);
    }

    private static string[] Reporting()
    {
        // A published folder holds both programs; a build puts them side by side, under the configuration's name.
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var configuration = Path.GetFileName(own).Split('_')[0];
        var published = Path.Combine(own, "reporting");
        var built = Path.GetFullPath(Path.Combine(own, "..", "..", "Harness.Reporting", configuration, "reporting.dll"));
        return File.Exists(published) ? [published]
            : File.Exists(built) ? [OwnProgram.Words[0], built]
            : throw new HarnessException($"The reporting program is not at {published} nor at {built}. Build both programs with 'dotnet cake --target=Build', or name them in the site file under programs.");
    }
}
