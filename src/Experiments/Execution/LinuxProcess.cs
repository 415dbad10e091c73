using System.Globalization;
using System.Runtime.InteropServices;

namespace Harness.Experiments.Execution;

/// <summary>What a process holds at one moment.</summary>
/// <param name="ResidentMebibytes">Of memory.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Of the operating system.</param>
internal sealed record ProcessHoldings(double ResidentMebibytes, int Handles, int Threads);

/// <summary>Another process, as Linux shows it under <c>/proc</c>. It may end at any moment: then there is nothing to see.</summary>
internal readonly partial record struct LinuxProcess(int Id)
{
    public const int Interrupt = 2;
    public const int Abort = 6;
    public const int BusError = 7;
    public const int Kill = 9;
    public const int SegmentationFault = 11;
    public const int Terminate = 15;

    /// <summary>All processes that may be looked at.</summary>
    public static IReadOnlyList<LinuxProcess> All() =>
    [
        .. Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => new LinuxProcess(id)),
    ];

    /// <summary>Does nothing where the process has ended.</summary>
    public void Send(int signal) => _ = SendSignal(Id, signal);

    public IReadOnlyList<LinuxProcess> Children() => Read(id =>
        Directory.GetDirectories($"/proc/{id}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => new LinuxProcess(int.Parse(child, CultureInfo.InvariantCulture)))
            .ToArray()) ?? [];

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Words() => Read(id => File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries)) ?? [];

    /// <summary>Null where the process has ended.</summary>
    public ProcessHoldings? Holdings() => Read(id =>
    {
        var status = Status(id);
        return new ProcessHoldings(
            long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) / 1024.0,
            Directory.GetFiles($"/proc/{id}/fd").Length,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture));
    });

    /// <summary>Whether the process ignores a signal, as those do that a shell has started in the background with SIGINT.</summary>
    public bool Ignores(int signal) => Read(id => Status(id)["SigIgn"]) is { } mask
        && (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;

    private static Dictionary<string, string> Status(int id) => File.ReadLines($"/proc/{id}/status")
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private T? Read<T>(Func<int, T> look)
        where T : class
    {
        try
        {
            return look(Id);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            // It ended while it was looked at; a process that has ended and was not waited for has no memory.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
