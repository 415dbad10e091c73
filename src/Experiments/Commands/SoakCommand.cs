using System.CommandLine;
using Harness.Experiments.Execution;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments soak</c>: makes a plan under faults at random instants, and compares what comes of it with what an undisturbed plan makes.</summary>
internal static class SoakCommand
{
    private const string DefaultPlan = "soak";
    private const int DefaultFaults = 20;

    /// <summary>A week.</summary>
    private const int MostMinutes = 10_080;

    public static Command Create()
    {
        var plan = new Option<string>("--plan") { Description = "A small plan's name or a .json file.", DefaultValueFactory = _ => DefaultPlan };
        var faults = new Option<int?>("--faults") { Description = $"How many faults to make. Default: {DefaultFaults}.", HelpName = "N" };
        var minutes = new Option<double?>("--minutes") { Description = "How long to make faults, instead of how many. Then memory, handles and threads of long-lived processes are watched too.", HelpName = "M" };
        var seed = new Option<int>("--seed") { Description = "Of the random faults and instants.", DefaultValueFactory = _ => 1 };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the copies go, and stay if they differ. Default: a temporary folder, which is removed if nothing differs.", HelpName = "DIR" };
        var smallDisk = new Option<DirectoryInfo?>("--small-disk") { Description = "A folder on a file system of its own, of 1 GiB at most (64 MiB are enough for the plan soak): disturbed copies go there, and it is filled again and again. Default: no full disk.", HelpName = "DIR" };
        ExperimentOptions.RequireAtLeastOne(faults);
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (> 0 and <= MostMinutes))
            {
                result.AddError($"--minutes must be above 0 and at most {MostMinutes}.");
            }
        });
        var command = new Command("soak", "Make a small plan while its processes are killed, interrupted and denied space at random instants; exit code 0 if every byte is that of an undisturbed plan, times apart.")
        {
            plan,
            faults,
            minutes,
            seed,
            folder,
            smallDisk,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(faults) is not null && result.GetValue(minutes) is not null)
            {
                result.AddError("Give --faults or --minutes, not both.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            var disk = parsed.GetValue(smallDisk) is { } named ? new SmallDisk(named.FullName) : null;
            var place = parsed.GetValue(folder)?.FullName ?? Directory.CreateTempSubdirectory("harness-soak-").FullName;
            var request = new PlanRequest(parsed.GetValue(plan)!, place, parsed.GetValue(ExperimentOptions.Data), parsed.GetValue(ExperimentOptions.Cache), ExperimentOptions.ReadBackend(parsed));
            var found = request.FindPlan(request.Choose());
            _ = request.FindData();
            var limit = parsed.GetValue(minutes) is { } time
                ? new SoakLimit(Faults: null, TimeSpan.FromMinutes(time))
                : new SoakLimit(parsed.GetValue(faults) ?? DefaultFaults, Time: null);
            var differences = await new SoakTest(request, limit, parsed.GetValue(seed), disk, Console.Out, TimeProvider.System).RunAsync(found, stop);
            return Conclude(differences, place, isTemporary: parsed.GetValue(folder) is null, Console.Out);
        });
        return command;
    }

    private static int Conclude(IReadOnlyList<string> differences, string place, bool isTemporary, TextWriter output)
    {
        if (differences.Count > 0)
        {
            output.WriteLine($"{differences.Count} difference(s) from the undisturbed plan; everything is kept in {place}:");
            output.WriteLine(string.Join('\n', differences.Select(difference => "  " + difference)));
            return 1;
        }

        output.WriteLine("Weights, evaluations, predictions, traces, diagnostics and metrics (times apart) are byte-identical to those of the undisturbed plan. Lost: 0. Made again: 0. Left behind: nothing.");
        if (isTemporary)
        {
            Directory.Delete(place, recursive: true);
        }

        return 0;
    }
}
