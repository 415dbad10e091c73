using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>
/// A coordinator that nobody disturbs and that lives as long as the soak: one of its two workers is at a single long run all the time, the other makes one short run after another.
/// Both and the soak's own process are looked at again and again, to see whether they grow.
/// </summary>
internal sealed class Witness : IDisposable
{
    /// <summary>Hours for a CPU; the step trace of so many is some tens of MB. Should all be made before the soak's end, the witness ends by itself, and well.</summary>
    private const int LongEpochs = 100_000;

    private const string Name = "witness";
    private const int Seeds = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Plan _plan;
    private readonly RunId _longRun;
    private readonly PlanRequest _request;
    private readonly Coordinator _coordinator;
    private readonly HoldingsSeries _soak = new("soak");
    private readonly HoldingsSeries _coordinated = new("coordinator");
    private readonly HoldingsSeries _worker = new("worker");

    /// <param name="request">Where it is made, and with which backend.</param>
    /// <param name="plan">The soak's: its first arm is made again and again, and, longer, as the long run.</param>
    /// <param name="clock">Measures times.</param>
    public Witness(PlanRequest request, Plan plan, TimeProvider clock)
    {
        var first = plan.Arms[0];
        var lasting = new Arm($"long-{first.Id}", first.Model, "long", [1]);
        _longRun = new RunId(lasting.Id, 1);
        _plan = plan with
        {
            Name = Name,
            Recipes = new Dictionary<string, Recipe> { [first.Recipe] = plan.RecipeOf(first), ["long"] = plan.RecipeOf(first) with { Epochs = LongEpochs, Iterations = null } },
            Arms = [lasting, first with { Seeds = [.. Enumerable.Range(1, Seeds)] }],
        };
        var file = Path.Combine(request.ResultsFolder, $"{Name}.json");
        RecordFile.Write(file, _plan, HarnessJson.Default.Plan);
        _request = request with { PlanName = file };
        _coordinator = new Coordinator(OwnProgram.StartInfo(["train", .. _request.ToArguments(), "--workers-per-device", "2"]), clock);
    }

    /// <summary>Looks at the processes until <paramref name="stop"/> is signalled.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var coordinator = new LinuxProcess(_coordinator.Process.Id);
                Add(_soak, new LinuxProcess(Environment.ProcessId));
                Add(_coordinated, coordinator);
                foreach (var worker in coordinator.Children().Where(child => child.Words().Contains(_longRun.ToString())))
                {
                    Add(_worker, worker);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>Has it save and end, and compares the runs that it shares with the undisturbed plan.</summary>
    /// <returns>Whatever is not as it should be.</returns>
    public async Task<IReadOnlyList<string>> EndAsync(Plan plan, ResultsLayout undisturbed, TextWriter output, CancellationToken stop)
    {
        new LinuxProcess(_coordinator.Process.Id).Send(LinuxProcess.Terminate);
        var exit = await _coordinator.EndAsync(stop);
        var layout = new ResultsLayout(_request.ResultsFolder, Name);
        var finished = _plan.Expand().Where(run => File.Exists(layout.Run(run).Manifest)).ToHashSet();
        HoldingsSeries[] all = [_soak, _coordinated, _worker];
        await output.WriteLineAsync($"A coordinator that was left in peace made {finished.Count} runs beside a long one. Medians of each quarter of the time:");
        foreach (var series in all)
        {
            await output.WriteLineAsync($"  {series}");
        }

        return
        [
            .. exit is not (0 or 128 + LinuxProcess.Terminate) || _coordinator.Crash is not null
                ? [$"{Name}: ended with exit code {exit}: {_coordinator.LastWords}"]
                : Array.Empty<string>(),
            .. plan.Expand().Where(finished.Contains).SelectMany(run => RecordComparison.Differences(undisturbed.Run(run), layout.Run(run)).Select(difference => $"{Name}, {run}: {difference}")),
            .. all.SelectMany(series => series.Growth()),
        ];
    }

    public void Dispose() => _coordinator.Dispose();

    private static void Add(HoldingsSeries series, LinuxProcess process)
    {
        if (process.Holdings() is { } holdings)
        {
            series.Add(holdings);
        }
    }
}
