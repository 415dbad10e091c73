using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Consoles;
using Harness.Mutations;

var only = new Option<string[]>("--only") { Description = "Those whose fault, file or test contains this text; may be given several times.", HelpName = "TEXT", DefaultValueFactory = _ => [] };
var list = new Option<bool>("--list") { Description = "Show them and run nothing." };
var root = new RootCommand("Removes the protections of the page of faults one by one, in a copy of the repository, and requires that the tests named for each then fail.") { only, list };
root.SetAction(async (parsed, stop) =>
{
    var repository = Checkout.RootAbove(Environment.CurrentDirectory);
    var chosen = MutationList.Choose(MutationList.Read(Path.Combine(repository, MutationList.Location)), parsed.GetValue(only)!);
    if (parsed.GetValue(list))
    {
        var table = new TextTable("Fault", "Protection in", "Test");
        chosen.ToList().ForEach(mutation => table.Add(mutation.Fault, mutation.File, string.Join(", ", mutation.Tests)));
        Console.Write(table);
        return 0;
    }

    return await new MutationCheck(repository, Console.Out, TimeProvider.System).RunAsync(chosen, stop) ? 0 : 1;
});

try
{
    // The exit code of a call that is no call is the library's; stopped or not, the copy is removed first.
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (HarnessException fault)
{
    Console.Error.WriteLine($"mutations: {fault.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("mutations: stopped.");
    return 130;
}
