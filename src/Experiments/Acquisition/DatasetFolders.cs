namespace Harness.Experiments.Acquisition;

/// <summary>Where copies of the data set may lie on this machine.</summary>
/// <param name="Local">A folder that somebody else filled; read, never written. Null when none was named.</param>
/// <param name="Cache">This program's own folder: one per machine and user, outside every checkout and results folder.</param>
/// <param name="Carried">The folder <c>data</c> that a published program was carried with; read, never written. Null where there is none.</param>
public sealed record DatasetFolders(string? Local, string Cache, string? Carried = null)
{
    /// <summary>The environment variable that names a local folder where the option does not.</summary>
    public const string LocalVariable = "CIFAR10_DIR";

    /// <summary>The folder beside a published program that may hold the data set.</summary>
    public const string CarriedName = "data";

    /// <summary>Fills what was not named: the local folder from <c>CIFAR10_DIR</c>, the cache from <c>XDG_CACHE_HOME</c> or the home folder.</summary>
    /// <param name="local">A folder named on the command line, or null.</param>
    /// <param name="cache">A cache folder named on the command line, or null.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="program">The folder that this program lies in.</param>
    public static DatasetFolders Resolve(string? local, string? cache, Func<string, string?> environment, string program)
    {
        local = Named(local) ?? Named(environment(LocalVariable));
        var carried = Path.Combine(program, CarriedName);
        return new DatasetFolders(
            local is null ? null : Path.GetFullPath(local),
            Path.GetFullPath(Named(cache) ?? Path.Combine(UserCache(environment), "harness", "cifar-10")),
            Directory.Exists(carried) ? carried : null);
    }

    /// <summary>The folders in the order in which they are tried.</summary>
    public IEnumerable<string> InOrder => new[] { Local, Carried, Cache }.OfType<string>();

    // The XDG base directory specification: a relative value is to be ignored.
    private static string UserCache(Func<string, string?> environment) =>
        Named(environment("XDG_CACHE_HOME")) is { } root && Path.IsPathRooted(root)
            ? root
            : Path.Combine(Named(environment("HOME")) ?? Path.GetTempPath(), ".cache");

    private static string? Named(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
