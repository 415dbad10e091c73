using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Experiments.Architectures;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments export</c>: writes what the report needs beside the runs, without training.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var command = new Command("export", "Write the plan and the counted architectures into the plan's results folder, for the report.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
        };
        command.SetAction(parsed =>
        {
            var request = ExperimentOptions.Read(parsed);
            var plan = request.FindPlan(request.Choose());
            var layout = request.LayoutOf(plan);
            RecordFile.Write(layout.Plan, plan, HarnessJson.Default.Plan);
            RecordFile.Write(layout.Architectures, ArchitectureCatalogue.Of(plan), HarnessJson.Default.ArchitecturesRecord);
            Console.WriteLine($"Wrote {layout.Plan} and {layout.Architectures}.");
        });
        return command;
    }
}
