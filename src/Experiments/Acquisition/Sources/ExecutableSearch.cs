namespace Harness.Experiments.Acquisition.Sources;

/// <summary>Finds programs the way a shell does.</summary>
public static class ExecutableSearch
{
    /// <summary>The first executable file called <paramref name="name"/> in the folders of <paramref name="searchPath"/>; null if there is none.</summary>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    public static string? Find(string name, string? searchPath) =>
        (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
