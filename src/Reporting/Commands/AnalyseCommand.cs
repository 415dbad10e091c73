using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Consoles;
using Harness.Contracts.Files;
using Harness.Reporting.Analysis;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting analyse</c>: runs become statistics.</summary>
internal static class AnalyseCommand
{
    public static Command Create()
    {
        var command = new Command("analyse", "Inspect every run of a plan, compute means, intervals and comparisons over seeds, and write analysis.json.");
        var options = new ResultsOptions();
        options.AddTo(command);
        command.SetAction(parse => Run(options.Layout(parse), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, TextWriter output)
    {
        var analysis = new PlanAnalysis(layout);
        var record = analysis.ToRecord();
        RecordFile.Write(layout.Analysis, record, HarnessJson.Default.AnalysisRecord);

        output.Write(ArmTable(record));
        foreach (var run in record.Runs.Where(run => run.State != RunState.Completed))
        {
            output.Write($"\n{run.Run}: {run.State.ToString().ToLowerInvariant()}. {run.Note}");
        }

        var absent = analysis.Runs.Count(run => run.AbsentFiles.Count > 0);
        if (absent > 0)
        {
            var names = analysis.Runs.SelectMany(run => run.AbsentFiles).Distinct().Order(StringComparer.Ordinal);
            output.Write($"\n{absent} run(s) without {string.Join(" and ", names)} in this copy; the statistics do not need them.");
        }

        output.Write($"\n{record.Runs.Count(run => run.State == RunState.Completed)} of {record.Runs.Count} runs completed. Written: {layout.Analysis}\n");
        return 0;
    }

    private static string ArmTable(AnalysisRecord record)
    {
        var level = Wording.Level(record.Arms.Select(arm => arm.TestError?.Level).FirstOrDefault(found => found is not null) ?? 0.95);
        var table = new TextTable("arm", "seeds", "training error", "test error", $"{level} interval", "minutes a run");
        foreach (var arm in record.Arms)
        {
            table.Add(
                arm.Arm,
                $"{arm.Completed} of {arm.Planned}",
                Mean(arm.TrainError),
                Mean(arm.TestError),
                arm.TestError is { Low: { } low, High: { } high, Mean: var mean } ? $"{Wording.Points(low, Wording.Decimals(mean))} to {Wording.Points(high, Wording.Decimals(mean))}" : "",
                arm.ElapsedSeconds is { } seconds ? Wording.Fixed(seconds.Mean / 60, 1) : "");
        }

        return table.ToString();
    }

    private static string Mean(Estimate? estimate) => estimate is { } known ? Wording.Percent(known.Mean, Wording.Decimals(known.Mean)) : "";
}
