using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Showcases;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Architectures;
using Harness.Experiments.Showcases;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments export</c>: writes what the report needs beside the runs, without training.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var command = new Command("export", "Write the plan, the counted architectures and some images with predictions into the plan's results folder, for the report.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            ExperimentOptions.Seeds,
        };
        command.SetAction(parsed =>
        {
            var request = ExperimentOptions.Read(parsed);
            var plan = request.FindPlan(request.Choose());
            var layout = request.LayoutOf(plan);
            RecordFile.WriteIfChanged(layout.Plan, plan, HarnessJson.Default.Plan);
            RecordFile.WriteIfChanged(layout.Architectures, ArchitectureCatalogue.Of(plan), HarnessJson.Default.ArchitecturesRecord);
            Console.WriteLine($"Wrote {layout.Plan} and {layout.Architectures}.");
            Console.WriteLine(new ShowcaseExport(plan, layout, new NeighbourEmbeddingSettings(), () => CifarRecords.Read([request.FindData().TestBatch])).Write());
        });
        return command;
    }
}
