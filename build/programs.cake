/// Runs the built programs, and ends the task with a sentence where one fails.
public static class Programs
{
    /// `experiments VERB` with what was asked for.
    public static void Experiments(ICakeContext context, Request request, string verb, params string[] more) =>
        Run(context, "experiments", ExperimentsOf(request), [verb, .. more, "--backend", request.Backend, .. Given("--libtorch", request.Libtorch)]);

    /// `experiments data`, which needs no libtorch.
    public static void Data(ICakeContext context, Request request) =>
        Run(context, "experiments", ExperimentsOf(request), ["data", .. Given("--data", request.Data)]);

    /// `reporting VERB` on the results of the plan.
    public static void Reporting(ICakeContext context, Request request, string verb, params string[] more) =>
        Run(context, "reporting", ReportingOf(request), [verb, "--plan", PlanName(context, request), "--results", request.Results, .. more]);

    /// `reporting merge` of the folders into the plan's own.
    public static void Merge(ICakeContext context, Request request, string[] folders) =>
        Run(context, "reporting", ReportingOf(request), ["merge", .. folders, "--into", $"{request.Results}/{PlanName(context, request)}"]);

    public static string[] Given(string option, string value) => value == "" ? [] : [option, value];

    /// The name under which the plan's results lie: `auto` and files have another one than they are asked for by.
    private static string PlanName(ICakeContext context, Request request)
    {
        var arguments = Arguments([ExperimentsOf(request), "plan", "--resolve", "--plan", request.Plan, "--backend", request.Backend, .. Given("--libtorch", request.Libtorch)]);
        context.StartProcess("dotnet", new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, Silent = true }, out var lines);
        return lines.LastOrDefault() ?? throw new CakeException($"experiments did not say which plan '{request.Plan}' is; its message is above.");
    }

    /// Any other program, which has to succeed.
    public static void Call(ICakeContext context, string program, string[] arguments)
    {
        if (context.StartProcess(program, new ProcessSettings { Arguments = Arguments(arguments) }) is var code and not 0)
        {
            throw new CakeException($"{System.IO.Path.GetFileName(program)} ended with exit code {code}; its message is above.");
        }
    }

    private static void Run(ICakeContext context, string name, string program, string[] arguments)
    {
        // Through `dotnet`, because an executable of its own does not find a runtime that is only on the PATH.
        var code = SignalledProcess.Run(context, "dotnet", [program, .. arguments]);
        if (code is 130 or 143)
        {
            throw new CakeException("Stopped. What was finished is kept; run the same command again to go on.");
        }

        if (code == 75)
        {
            throw new CakeException("Time is up. What was made is saved; run the same command again to go on.");
        }

        if (code != 0)
        {
            throw new CakeException($"{name} {arguments[0]} ended with exit code {code}; its message is above.");
        }
    }

    private static string ExperimentsOf(Request request) => $"{request.Artifacts}/bin/Harness.Experiments/{Folder(request)}_linux-x64/experiments.dll";

    private static string ReportingOf(Request request) => $"{request.Artifacts}/bin/Harness.Reporting/{Folder(request)}/reporting.dll";

    private static string Folder(Request request) => request.Configuration.ToLowerInvariant();

    // Cake joins arguments to one text, which .NET takes apart again; quotes within one would end it, and what follows would be arguments of its own.
    private static ProcessArgumentBuilder Arguments(IEnumerable<string> arguments) =>
        arguments.Aggregate(new ProcessArgumentBuilder(), (builder, argument) => builder.Append(Quoted(argument)));

    private static string Quoted(string argument) =>
        $"\"{System.Text.RegularExpressions.Regex.Replace(argument, @"(\\*)(""|$)", match => $"{match.Groups[1].Value}{match.Groups[1].Value}{(match.Groups[2].Length > 0 ? "\\\"" : "")}")}\"";
}
