using System.CommandLine;
using Harness.Experiments.Execution;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments soak</c>: kills the processes of a plan at random instants, and compares what they made with what an undisturbed plan makes.</summary>
internal static class SoakCommand
{
    private const string DefaultPlan = "soak";

    public static Command Create()
    {
        var plan = new Option<string>("--plan") { Description = "A small plan's name or a .json file.", DefaultValueFactory = _ => DefaultPlan };
        var kills = new Option<int>("--kills") { Description = "How many processes to kill.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Of the random instants and victims.", DefaultValueFactory = _ => 1 };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the copies go, and stay. Default: a temporary folder, which is removed if nothing differs.", HelpName = "DIR" };
        ExperimentOptions.RequireAtLeastOne(kills);
        var command = new Command("soak", "Kill a small plan's processes with SIGKILL at random instants until it is finished; exit code 0 if every byte is that of an undisturbed plan, times apart.")
        {
            plan,
            kills,
            seed,
            folder,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var named = parsed.GetValue(folder);
            var place = named?.FullName ?? Directory.CreateTempSubdirectory("harness-soak-").FullName;
            var request = new PlanRequest(parsed.GetValue(plan)!, place, parsed.GetValue(ExperimentOptions.Data), parsed.GetValue(ExperimentOptions.Cache), ExperimentOptions.ReadBackend(parsed));
            var found = request.FindPlan(request.Choose());
            _ = request.FindData();
            var differences = await new SoakTest(request, parsed.GetValue(seed), Console.Out, TimeProvider.System).RunAsync(found, parsed.GetValue(kills), stop);
            return Conclude(differences, place, isTemporary: named is null, Console.Out);
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

        output.WriteLine("Weights, evaluations, predictions, traces, diagnostics and metrics (times apart) are byte-identical to those of the undisturbed plan; nothing was lost or left behind.");
        if (isTemporary)
        {
            Directory.Delete(place, recursive: true);
        }

        return 0;
    }
}
