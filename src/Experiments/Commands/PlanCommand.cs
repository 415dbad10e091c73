using System.CommandLine;
using System.Globalization;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Displays;
using Harness.Experiments.Execution.Selection;
using Harness.Experiments.Training;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments plan</c>: what a plan holds and what it will cost, before anything long starts.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var resolve = new Option<bool>("--resolve") { Description = "Print the plan's name alone and do nothing else." };
        var list = new Option<bool>("--list") { Description = "List the known plans." };
        var shards = new Option<int?>("--shards") { Description = "Show which runs are in each of N shards, and nothing else; it needs neither data nor libtorch.", HelpName = "N" };
        var format = new Option<ShardFormat>("--format") { HelpName = "text|github", Description = "With --shards: a table, or the matrix of a GitHub job on one line.", DefaultValueFactory = _ => ShardFormat.Text };
        ExperimentOptions.RequireAtLeastOne(shards);
        var command = new Command("plan", "Show a plan: its runs, its images and, from a short calibration, the time it will take here.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            ExperimentOptions.WorkersPerDevice,
            ExperimentOptions.Runs,
            ExperimentOptions.Shard,
            ExperimentOptions.Seeds,
            resolve,
            list,
            shards,
            format,
            ScalingOptions.Simulate,
            ScalingOptions.Machines,
            ScalingOptions.Benchmark,
        };
        command.SetAction(parsed =>
        {
            var request = ExperimentOptions.Read(parsed);
            var choice = request.Choose();
            if (parsed.GetValue(list))
            {
                foreach (var name in PlanCatalogue.Names)
                {
                    Console.WriteLine($"{name,-12} {PlanCatalogue.Find(name, choice.DeviceClass).Title}");
                }
            }
            else if (parsed.GetValue(resolve))
            {
                Console.WriteLine(request.FindPlan(choice).Name);
            }
            else if (parsed.GetValue(shards) is { } count)
            {
                Console.Write(new ShardListing(PlannedRuns.WorkOf(request.FindPlan(choice)), count).Text(parsed.GetValue(format)));
            }
            else if (parsed.GetValue(ScalingOptions.Simulate))
            {
                Console.Write(ScalingOptions.Forecast(parsed, request, request.FindPlan(choice)));
            }
            else
            {
                Show(request, ExperimentOptions.ReadSelection(parsed), choice, parsed.GetValue(ExperimentOptions.WorkersPerDevice), Console.Out, TimeProvider.System);
            }
        });
        return command;
    }

    private static void Show(PlanRequest request, RunSelection selection, BackendChoice choice, int? workersPerDevice, TextWriter output, TimeProvider clock)
    {
        var plan = request.FindPlan(choice);
        var chosen = selection.Of(plan).ToHashSet();
        var runs = PlannedRuns.Of(plan, request.FindData().Sha256, choice.DeviceClass).Where(run => chosen.Contains(run.Id)).ToList();
        if (runs.Count == 0)
        {
            output.WriteLine($"{plan.Name}: shard {selection.Shard} is empty, since the plan has {plan.Expand().Count} runs.");
            return;
        }

        var archive = new RunArchive(request.LayoutOf(plan));
        var open = runs.Where(run => archive.Inspect(run.Identity).State != RecordState.Finished).ToList();
        var images = runs.Sum(run => PlannedRuns.TrainedImages(run.Identity.Recipe, plan.Dataset.TrainingImages));
        output.WriteLine($"{plan.Name}: {plan.Title}");
        output.WriteLine($"  {plan.Scale}");
        output.WriteLine(Invariant($"  {runs.Select(run => run.Id.Arm).Distinct().Count()} arms, {runs.Count}{(selection.IsWhole ? "" : $" of {plan.Expand().Count}")} runs ({open.Count} still to be made), {images / 1e6:N2} million images in training, {runs[0].Identity.Precision.ToString().ToLowerInvariant()} on {choice.DeviceClass.ToString().ToLowerInvariant()}."));
        output.WriteLine($"  {choice.Explanation}");
        if (open.Count > 0)
        {
            var slots = DeviceSlot.Find(choice.DeviceClass, workersPerDevice, open.Count);
            var speed = DeviceSlot.Speed(slots, choice.DeviceClass);
            var time = Durations.Words(Estimate(open, choice, clock) / speed);
            var place = choice.DeviceClass == DeviceClass.Cuda
                ? $"{speed} {(speed == 1 ? "GPU" : "GPUs")}, {slots.Count} {(slots.Count == 1 ? "worker" : "workers")}; what workers gain by sharing a GPU is not counted"
                : $"{Environment.ProcessorCount} cores, {slots.Count} {(slots.Count == 1 ? "worker" : "workers")}";
            output.WriteLine($"  Estimated time: {time} ({place}, from {open.Select(run => run.Identity.Model.Family).Distinct().Count()} short calibrations; what runs beside it is not known).");
        }
    }

    /// <summary>The time that one worker alone would take.</summary>
    private static TimeSpan Estimate(List<PlannedRun> open, BackendChoice choice, TimeProvider clock)
    {
        ProcessMemory.KeepPages();
        var runtime = TorchRuntime.Load(choice);
        var seconds = 0.0;
        foreach (var family in open.GroupBy(run => run.Identity.Model.Family))
        {
            var cheapest = family.MinBy(run => ResidualArchitecture.OfCifar("", "", run.Identity.Model).Macs)!.Identity;
            Arithmetic.Settle(runtime.DeviceClass, cheapest.Precision, cheapest.Deterministic);
            var perMac = Calibration.SecondsPerMac(cheapest.Model, cheapest.Recipe, cheapest.Precision, runtime.DeviceClass, clock);
            seconds += perMac * family.Sum(run => run.Work);
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
