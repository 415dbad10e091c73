using System.ComponentModel;
using System.Diagnostics;

namespace Harness.EndToEnd.Tests;

/// <summary>A small file system that only a program under test sees: a tmpfs in a mount namespace of its own, which needs no rights where the kernel lets users have namespaces.</summary>
internal static class SmallDisk
{
    private static readonly string[] Namespace = ["--user", "--map-root-user", "--mount"];

    private static readonly Lazy<bool> Allowed = new(() =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", [.. Namespace, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public static bool IsAllowed => Allowed.Value;

    /// <summary>Runs a program with a small file system at <paramref name="folder"/>, or without one where that is not allowed.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="size">As mount takes it, for instance <c>300k</c>.</param>
    /// <param name="words">The program and its arguments, from the folder; from null where there is no small file system.</param>
    public static Task<(int ExitCode, string Output)> RunAsync(string folder, string size, Func<string?, IReadOnlyList<string>> words)
    {
        var program = words(IsAllowed ? folder : null);
        return IsAllowed
            ? Programs.Run("unshare", [.. Namespace, "sh", "-c", "mount -t tmpfs -o \"size=$1\" tmpfs \"$0\" && shift && exec \"$@\"", folder, size, .. program])
            : Programs.Run(program[0], [.. program.Skip(1)]);
    }
}

/// <summary>A test that needs a small file system; skipped where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsAllowed)
        {
            Skip = "needs a mount namespace of its own (unshare --user --mount), which this machine does not allow";
        }
    }
}
