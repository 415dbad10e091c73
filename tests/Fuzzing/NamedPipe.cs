using System.Diagnostics;

namespace Harness.Tests;

/// <summary>Puts a named pipe into a file's place: who opens it to read waits for a writer that never comes.</summary>
internal static class NamedPipe
{
    /// <summary>What was there is gone.</summary>
    public static string At(string path)
    {
        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    /// <summary>A reader that opens a pipe never comes back; the test must, to say so.</summary>
    public static Task<T> Soon<T>(Func<T> read) => Task.Factory.StartNew(read, TaskCreationOptions.LongRunning).WaitAsync(TimeSpan.FromSeconds(30));
}
