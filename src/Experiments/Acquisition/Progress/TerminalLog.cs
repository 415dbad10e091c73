using Spectre.Console;

namespace Harness.Experiments.Acquisition.Progress;

/// <summary>A bar with rate and remaining time for each transfer, and sentences above it.</summary>
public sealed class TerminalLog : IAcquisitionLog
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _tasks = [];

    private TerminalLog(IAnsiConsole console, ProgressContext context)
    {
        _console = console;
        _context = context;
    }

    /// <summary>Runs <paramref name="work"/> with a log that draws on <paramref name="console"/>; finished bars are removed.</summary>
    public static Task<T> RunAsync<T>(IAnsiConsole console, Func<IAcquisitionLog, Task<T>> work) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn { Base = FileSizeBase.Decimal },
                new TransferSpeedColumn { Base = FileSizeBase.Decimal },
                new RemainingTimeColumn())
            .StartAsync(context => work(new TerminalLog(console, context)));

    public void Say(string sentence) => _console.WriteLine(sentence);

    public void Transferring(string name, long bytes, long total)
    {
        if (!_tasks.TryGetValue(name, out var task))
        {
            // Bytes of an earlier call are put in before the clock starts, so that they do not count as speed.
            task = _context.AddTask(Markup.Escape(name), autoStart: false, maxValue: total);
            task.Value = bytes;
            task.StartTask();
            _tasks.Add(name, task);
        }

        task.Value = bytes;
    }

    public void EndTransfer(string name)
    {
        if (_tasks.Remove(name, out var task))
        {
            task.StopTask();
        }
    }
}
