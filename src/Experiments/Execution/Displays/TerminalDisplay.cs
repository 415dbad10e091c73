using System.Globalization;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Watching;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Harness.Experiments.Execution.Displays;

/// <summary>A table that moves: a bar for each run and one for the plan, for terminals.</summary>
internal sealed class TerminalDisplay(PlanProgress progress, IAnsiConsole console) : ITrainingDisplay
{
    private const int WidestBar = 24;

    /// <summary>Of the columns beside the run's name and bar, with the space around all of them.</summary>
    private const int OtherColumns = 48;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];

    private string Hint => progress.IsWatched ? "Ctrl-C ends watching; training goes on" : "Ctrl-C saves and stops";

    public void Heard(RunId run, WorkerMessage message)
    {
        lock (_lock)
        {
            progress.Apply(run, message);
            if (message is WorkerMessage.Started { Note: { } note })
            {
                _notes.Add($"{run}: {note}");
            }
        }
    }

    public void Observed(IReadOnlyDictionary<RunId, ObservedRun> runs)
    {
        lock (_lock)
        {
            foreach (var (run, seen) in runs)
            {
                if (seen.Failure is { } failure && failure != progress[run].Failure)
                {
                    _notes.Add($"{run} failed: {failure}");
                }

                progress.Apply(run, seen);
            }
        }
    }

    public void Failed(RunId run, string reason)
    {
        lock (_lock)
        {
            progress[run].HasEnded = true;
            progress[run].Failure = reason;
            _notes.Add($"{run} failed: {reason}");
        }
    }

    public void Note(string text)
    {
        lock (_lock)
        {
            _notes.Add(text);
        }
    }

    public Task ShowAsync(CancellationToken stop) => console.Live(Picture(Hint)).Overflow(VerticalOverflow.Ellipsis).StartAsync(async context =>
    {
        while (!stop.IsCancellationRequested)
        {
            context.UpdateTarget(Picture(Hint));
            await Task.Delay(Refresh, CancellationToken.None);
        }

        context.UpdateTarget(Picture(null));
    });

    /// <summary>Writes one picture that does not move.</summary>
    public void ShowOnce() => console.Write(Picture(null));

    private Rows Picture(string? hint)
    {
        lock (_lock)
        {
            var table = new Table().Border(TableBorder.None).AddColumns("[grey]run[/]", "", "[grey]epoch[/]", "[grey]train error[/]", "[grey]test error[/]", "[grey]images/s[/]");
            for (var column = 2; column < 6; column++)
            {
                table.Columns[column].Alignment = Justify.Right;
            }

            foreach (var run in Visible())
            {
                table.AddRow(Row(run));
            }

            IEnumerable<IRenderable> notes = _notes.TakeLast(4).Select(note => new Markup($"[yellow]{Markup.Escape(note)}[/]"));
            return new Rows([table, new Markup(Summary()), .. hint is null ? Array.Empty<IRenderable>() : [new Markup($"[grey]{hint}[/]")], .. notes]);
        }
    }

    /// <summary>Everything if it fits the window; else what is running, and around it what ended last and comes next.</summary>
    private IEnumerable<RunProgress> Visible()
    {
        var room = Math.Max(4, console.Profile.Height - 9);
        var first = progress.Runs.TakeWhile(run => run.HasEnded).Count();
        var middle = first - 2 + (room / 2);
        return progress.Runs.Index()
            .OrderBy(entry => entry.Item is { HasStarted: true, HasStopped: false, HasEnded: false } ? -1 : Math.Abs(entry.Index - middle))
            .Take(room)
            .OrderBy(entry => entry.Index)
            .Select(entry => entry.Item);
    }

    private string[] Row(RunProgress run) =>
    [
        Markup.Escape(run.Run.Id.ToString()),
        run.Failure is not null ? "[red]failed[/]"
            : run.Status == RunStatus.Diverged ? "[red]diverged[/]"
            : run.HasEnded ? $"[green]{Bar(1)}[/]"
            : run.HasStopped ? "[yellow]stopped[/]"
            : run.HasStarted ? $"[blue]{Bar(run.Share)}[/]"
            : "[grey]waiting[/]",
        run.TotalEpochs == 0 || !run.HasStarted ? "" : Invariant($"{run.Epoch}/{run.TotalEpochs}"),
        run.TrainError is { } train ? Invariant($"{train * 100:F1} %") : "",
        run.TestError is { } test ? Invariant($"{test * 100:F1} %") : "",
        run.HasStarted ? Invariant($"{run.ImagesPerSecond:N0}") : "",
    ];

    private string Summary()
    {
        var passed = progress.IsWatched ? "" : $"  {Durations.Words(progress.Elapsed)} passed";
        var left = progress.Remaining is { } remaining && progress.Ended < progress.Runs.Count ? $"{(passed.Length > 0 ? ", " : "  ")}{Durations.Words(remaining)} left" : "";
        return Invariant($"\n[bold]{progress.Ended} of {progress.Runs.Count} runs[/]  {Bar(progress.Share)}  {progress.Share * 100:F0} %{passed}{left}");
    }

    private string Bar(double share)
    {
        var longest = progress.Runs.Max(run => run.Run.Id.ToString().Length);
        var width = Math.Clamp(console.Profile.Width - OtherColumns - longest, 8, WidestBar);
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return new string('━', full) + new string('╌', width - full);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
