using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>
/// Makes a plan once in peace, and then again and again while its processes are killed at random instants, until enough were killed. Everything that was
/// made under fire has to be byte-identical to what was made in peace, times apart.
/// </summary>
/// <param name="request">The plan, its data and its backend; the results folder is the one that both kinds of copies go to.</param>
/// <param name="seed">Of the instants and victims. The processes run free, so a seed repeats the intentions, not every interleaving.</param>
/// <param name="output">A line for each kill.</param>
/// <param name="clock">Measures times.</param>
internal sealed class SoakTest(PlanRequest request, int seed, TextWriter output, TimeProvider clock)
{
    /// <summary>Short, so that kills also fall into the writing of checkpoints.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(0.3);

    private readonly Random _random = new(seed);
    private readonly Dictionary<Victim, int> _killed = Enum.GetValues<Victim>().ToDictionary(victim => victim, _ => 0);

    private int Kills => _killed.Values.Sum();

    /// <returns>Every difference that was found: none if all is well.</returns>
    /// <exception cref="HarnessException">The plan cannot be made even in peace.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(Plan plan, int kills, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        await MakeInPeaceAsync("undisturbed", stop);
        var longest = clock.GetElapsedTime(began);
        await output.WriteLineAsync(Invariant($"Undisturbed: {plan.Expand().Count} runs in {longest.TotalSeconds:F0} s. Now the same with {kills} kills, at most {longest.TotalSeconds:F0} s apart."));

        var differences = new List<string>();
        var copies = 0;
        while (Kills < kills)
        {
            var copy = Invariant($"disturbed-{++copies}");
            await MakeUnderFireAsync(copy, kills, longest, stop);
            differences.AddRange(RecordComparison.Differences(plan, LayoutOf(plan, "undisturbed"), LayoutOf(plan, copy)).Select(difference => $"{copy}: {difference}"));
        }

        await output.WriteLineAsync(Invariant(
            $"{Kills} kills ({_killed[Victim.Worker]} of a worker, {_killed[Victim.Coordinator]} of the coordinator, {_killed[Victim.Everything]} of both at once) over {copies} copies of the plan, {copies * plan.Expand().Count} runs, in {clock.GetElapsedTime(began).TotalSeconds:F0} s."));
        return differences;
    }

    private ResultsLayout LayoutOf(Plan plan, string copy) => new(Path.Combine(request.ResultsFolder, copy), plan.Name);

    private async Task MakeUnderFireAsync(string copy, int kills, TimeSpan longest, CancellationToken stop)
    {
        while (Kills < kills)
        {
            using var coordinator = Start(copy);
            await FireAtAsync(coordinator, copy, kills, longest, stop);
            if (await coordinator.EndAsync(stop) == 0)
            {
                return;
            }
        }

        await MakeInPeaceAsync(copy, stop);
    }

    /// <summary>Kills at random instants until the coordinator ends or enough were killed.</summary>
    private async Task FireAtAsync(Coordinator coordinator, string copy, int kills, TimeSpan longest, CancellationToken stop)
    {
        // Squared: many kills while processes are still starting, and some long after.
        while (Kills < kills && !await coordinator.EndsWithinAsync(longest * Math.Pow(_random.NextDouble(), 2), stop))
        {
            var age = coordinator.Age;
            var victim = Killing.Kill(coordinator.Process, (Victim)_random.Next(_killed.Count), _random.Next);
            _killed[victim]++;
            await output.WriteLineAsync(Invariant($"  kill {Kills,3} of {kills}: {victim.ToString().ToLowerInvariant(),-11} of {copy}, {age.TotalSeconds,5:F2} s after its start"));
            if (victim != Victim.Worker)
            {
                return;
            }
        }
    }

    private async Task MakeInPeaceAsync(string copy, CancellationToken stop)
    {
        using var coordinator = Start(copy);
        var exit = await coordinator.EndAsync(stop);
        if (exit != 0)
        {
            throw new HarnessException($"The plan could not be made undisturbed; exit code {exit}: {coordinator.LastWords}");
        }
    }

    private Coordinator Start(string copy)
    {
        var copied = request with { ResultsFolder = Path.Combine(request.ResultsFolder, copy), CheckpointInterval = CheckpointInterval };
        return new Coordinator(OwnProgram.StartInfo(["train", .. copied.ToArguments()]), clock);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
