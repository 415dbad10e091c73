using System.Globalization;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Harness.Experiments.Execution.Displays;

/// <summary>A table that moves: a bar for each run and one for the plan, for terminals.</summary>
internal sealed class TerminalDisplay(PlanProgress progress, IAnsiConsole console) : ITrainingDisplay
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];

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

    public Task ShowAsync(CancellationToken stop) => console.Live(Picture()).Overflow(VerticalOverflow.Ellipsis).StartAsync(async context =>
    {
        while (!stop.IsCancellationRequested)
        {
            context.UpdateTarget(Picture());
            await Task.Delay(Refresh, CancellationToken.None);
        }

        context.UpdateTarget(Picture());
    });

    private Rows Picture()
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
            return new Rows([table, new Markup(Summary()), .. notes]);
        }
    }

    /// <summary>Everything if it fits the window; else what is running, and around it what ended last and comes next.</summary>
    private IEnumerable<RunProgress> Visible()
    {
        var room = Math.Max(4, console.Profile.Height - 8);
        if (progress.Runs.Count <= room)
        {
            return progress.Runs;
        }

        var first = progress.Runs.TakeWhile(run => run.HasEnded).Count();
        return progress.Runs.Skip(Math.Max(0, Math.Min(first - 2, progress.Runs.Count - room))).Take(room);
    }

    private static string[] Row(RunProgress run) =>
    [
        Markup.Escape(run.Run.Id.ToString()),
        run.Failure is not null ? "[red]failed[/]"
            : run.Status == RunStatus.Diverged ? "[red]diverged[/]"
            : run.HasEnded ? $"[green]{Bar(1)}[/]"
            : run.HasStarted ? $"[blue]{Bar(run.Share)}[/]"
            : "[grey]waiting[/]",
        run.TotalEpochs == 0 ? "" : Invariant($"{run.Epoch}/{run.TotalEpochs}"),
        run.TrainError is { } train ? Invariant($"{train * 100:F1} %") : "",
        run.TestError is { } test ? Invariant($"{test * 100:F1} %") : "",
        run.HasStarted ? Invariant($"{run.ImagesPerSecond:N0}") : "",
    ];

    private string Summary()
    {
        var left = progress.Remaining is { } remaining ? $", {Durations.Words(remaining)} left" : "";
        return Invariant($"\n[bold]{progress.Ended} of {progress.Runs.Count} runs[/]  {Bar(progress.Share)}  {progress.Share * 100:F0} %  {Durations.Words(progress.Elapsed)} passed{left}  [grey](Ctrl-C saves and stops)[/]");
    }

    private static string Bar(double share)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        return new string('━', full) + new string('╌', BarWidth - full);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
