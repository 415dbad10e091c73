using System.CommandLine;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Experiments.Commands;

var root = new RootCommand("Makes the runs of an experiment: fetches CIFAR-10, trains the networks of a plan, and writes what it finds into the results folder.")
{
    DevicesCommand.Create(),
    DataCommand.Create(),
    PlanCommand.Create(),
    TrainCommand.Create(),
    WatchCommand.Create(),
    SubmitCommand.Create(),
    StatusCommand.Create(),
    VerifyCommand.Create(),
    SoakCommand.Create(),
    BenchCommand.Create(),
    ExportCommand.Create(),
};

try
{
    // Training handles Ctrl-C itself: it saves first, which may take longer than the library would wait.
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (HarnessException fault)
{
    Console.Error.WriteLine($"experiments: {fault.Message}");
    return 1;
}
catch (ExternalException fault) when (fault is not Win32Exception && !args.Contains(TrainCommand.Attached))
{
    // So TorchSharp passes on what libtorch throws. A worker's whole text goes into its log, with libtorch's stack.
    Console.Error.WriteLine($"experiments: libtorch failed: {fault.Message.Split('\n')[0]}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("experiments: stopped.");
    return 130;
}
