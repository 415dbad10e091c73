using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>
/// Makes a plan once in peace, and then again and again while processes are killed, interrupted and denied space at random instants. Everything that was made under fire has to be
/// byte-identical to what was made in peace, times apart; no finished run may be made again; no process may be left.
/// </summary>
/// <param name="request">The plan, its data and its backend; the copies go to its results folder.</param>
/// <param name="limit">When it ends. Where that is a time, a witness is watched all the while.</param>
/// <param name="seed">Of the faults.</param>
/// <param name="disk">Where the disturbed copies go instead, and what is filled again and again; null for no full disk.</param>
/// <param name="output">A line for each fault, and what came of it.</param>
/// <param name="clock">Measures times.</param>
internal sealed class SoakTest(PlanRequest request, SoakLimit limit, int seed, SmallDisk? disk, TextWriter output, TimeProvider clock)
{
    /// <summary>Short, so that faults also fall into the writing of checkpoints.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(0.3);

    /// <returns>Every difference that was found: none if all is well.</returns>
    /// <exception cref="HarnessException">The plan cannot be made even in peace.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(Plan plan, CancellationToken stop)
    {
        var longest = await MakeInPeaceAsync(stop);
        await output.WriteLineAsync(Invariant($"Undisturbed: {plan.Expand().Count} runs in {longest.TotalSeconds:F0} s. Now the same under faults, at most {longest.TotalSeconds:F0} s apart."));
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var witness = limit.Time is null ? null : new Witness(request, plan, clock);
        var watch = witness?.WatchAsync(watching.Token);

        var schedule = new FaultSchedule(seed, limit, disk, output, clock);
        var differences = new List<string>();
        var copies = 0;
        while (!schedule.IsOver)
        {
            differences.AddRange(await MakeUnderFireAsync(Invariant($"copy-{++copies}"), plan, schedule, longest, stop));
        }

        await output.WriteAsync(Invariant($"{schedule.Tally}In {copies} copies of the plan, {copies * plan.Expand().Count} runs; {schedule.Elapsed:h\\:mm\\:ss}.\n"));
        if (witness is not null)
        {
            await watching.CancelAsync();
            await watch!;
            differences.AddRange(await witness.EndAsync(plan, Undisturbed(plan), output, stop));
        }

        return differences;
    }

    private ResultsLayout Undisturbed(Plan plan) => new(FolderOf("undisturbed"), plan.Name);

    private string FolderOf(string copy) => Path.Combine(request.ResultsFolder, copy);

    /// <returns>How long it took.</returns>
    private async Task<TimeSpan> MakeInPeaceAsync(CancellationToken stop)
    {
        using var coordinator = Start(FolderOf("undisturbed"));
        var exit = await coordinator.EndAsync(stop);
        return exit == 0 ? coordinator.Age : throw new HarnessException($"The plan could not be made undisturbed; exit code {exit}: {coordinator.LastWords}");
    }

    private async Task<IReadOnlyList<string>> MakeUnderFireAsync(string copy, Plan plan, FaultSchedule schedule, TimeSpan longest, CancellationToken stop)
    {
        var folder = disk is null ? FolderOf(copy) : Path.Combine(disk.Folder, copy);
        var problems = await new DisturbedCopy(copy, plan, folder, () => Start(folder)).MakeAsync(schedule, longest, stop);
        IReadOnlyList<string> differences = [.. problems, .. RecordComparison.Differences(plan, Undisturbed(plan), new ResultsLayout(folder, plan.Name))];
        schedule.Tally.Conclude(isUnharmed: differences.Count == 0);
        if (differences.Count == 0)
        {
            Directory.Delete(folder, recursive: true);
        }
        else if (disk is not null)
        {
            // The small disk is needed, and may be gone with this process.
            Copy(folder, FolderOf(copy));
            Directory.Delete(folder, recursive: true);
        }

        await output.WriteLineAsync($"  {copy}: {(differences.Count == 0 ? "as the undisturbed plan, byte for byte" : $"{differences.Count} difference(s)")}");
        return [.. differences.Select(difference => $"{copy}: {difference}")];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private Coordinator Start(string folder)
    {
        var copied = request with { ResultsFolder = folder, CheckpointInterval = CheckpointInterval };
        return new Coordinator(OwnProgram.StartInfo(["train", .. copied.ToArguments()]), clock);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
