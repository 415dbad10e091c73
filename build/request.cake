/// What was asked for on the command line, with cake.config's defaults for what was not.
public sealed record Request(string Plan, string Backend, string Libtorch, string Results, string Data, bool TensorBoard, bool Strict, string Peer, string Configuration, string WorkersPerDevice, bool WithData, string Archive, IReadOnlyList<string> Only, Selection Selection, Cluster Cluster)
{
    private static readonly string[] Backends = ["auto", "cpu", "cuda", "external"];
    private static readonly string[] Archives = ["gz", "zst"];
    private static readonly string[] Own = ["target", "plan", "backend", "libtorch", "results", "data", "tensorboard", "strict", "peer", "configuration", "workers-per-device", "with-data", "archive", "only", .. Selection.Arguments, .. Cluster.Arguments];
    private static readonly string[] Cakes = ["verbosity", "dryrun", "exclusive"];

    public static Request Read(ICakeContext context) => new(
        context.Argument("plan", context.Configuration.GetValue("Harness_Plan")),
        context.Argument("backend", "auto"),
        context.Argument("libtorch", ""),
        context.Argument("results", "results"),
        context.Argument("data", ""),
        IsOn(context, "tensorboard"),
        IsOn(context, "strict"),
        context.Argument("peer", ""),
        context.Argument("configuration", "Release"),
        context.Argument("workers-per-device", ""),
        IsOn(context, "with-data"),
        context.Argument("archive", "gz"),
        [.. context.Arguments.GetArguments("only").Where(text => text != "")],
        Selection.Read(context),
        Cluster.Read(context));

    // Cake would read a bare switch as false.
    private static bool IsOn(ICakeContext context, string name) =>
        context.HasArgument(name) && !context.Argument(name, "").Equals("false", StringComparison.OrdinalIgnoreCase);

    /// The MSBuild property of the same name: where the programs that are built take libtorch from.
    public string TorchBackend => Libtorch != "" ? "external"
        : Backend != "auto" ? Backend
        : System.IO.File.Exists("/dev/nvidia0") ? "cuda" : "cpu";

    /// Where the build puts everything. Each backend has its own place: two libtorch in one folder would be mixed.
    public string Artifacts => TorchBackend == "cpu" ? "artifacts" : $"artifacts/{TorchBackend}";

    /// Cake would ignore a misspelt argument, and names an unknown target without the known ones.
    public static void RequireKnownArguments(ICakeContext context, IReadOnlyList<ICakeTaskInfo> tasks, string target)
    {
        var arguments = context.Arguments.GetArguments().Keys;
        if (arguments.FirstOrDefault(name => !Own.Concat(Cakes).Contains(name, StringComparer.OrdinalIgnoreCase) && !name.Contains('_')) is { } unknown)
        {
            throw new CakeException($"There is no argument --{unknown}. Known arguments: --{string.Join(", --", Own)}.");
        }

        // Cake keeps these two to itself; they show the targets and run none.
        var shows = Environment.GetCommandLineArgs().Any(argument => argument is "--tree" or "--description");
        if (!shows && !tasks.Any(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
        {
            var fault = target == "" ? "No target was named." : $"There is no target '{target}'.";
            throw new CakeException($"{fault} Name one with --target=NAME: {string.Join(", ", tasks.Select(task => task.Name))}. What each does: dotnet cake --description");
        }
    }

    /// Finds what cannot be met before anything long starts. The programs check again, more closely.
    public void Validate(IEnumerable<ICakeTaskInfo> tasks)
    {
        var plans = System.IO.Directory.GetFiles("src/Experiments/Plans", "*.json").Select(System.IO.Path.GetFileNameWithoutExtension).Order().Prepend("auto");
        if (Plan.EndsWith(".json") ? !System.IO.File.Exists(Plan) : !plans.Contains(Plan))
        {
            throw new CakeException($"There is no plan '{Plan}'. Known plans: {string.Join(", ", plans)}; or name a file that ends in .json.");
        }

        if (!Backends.Contains(Backend))
        {
            throw new CakeException($"There is no backend '{Backend}'. Known backends: {string.Join(", ", Backends)}.");
        }

        if (WorkersPerDevice != "" && !(int.TryParse(WorkersPerDevice, out var workers) && workers > 0))
        {
            throw new CakeException($"--workers-per-device={WorkersPerDevice} is no number of workers. Give 1 or more.");
        }

        if (!Archives.Contains(Archive))
        {
            throw new CakeException($"There is no archive '{Archive}'. Known archives: {string.Join(", ", Archives)}.");
        }

        Selection.Validate();
        Cluster.Validate(tasks);
        if (tasks.Any(task => task.Name == "Submit") && (Selection.Runs.Count > 0 || Selection.Shard + Selection.TimeLimit != ""))
        {
            throw new CakeException("Submit hands out the whole plan: leave --run, --shard and --time-limit away. --cells deals the runs out, and the site file has the limit of time.");
        }

        // To build or publish without a libtorch is no fault; to compute without one is.
        if (Backend == "external" && Libtorch == "" && tasks.Any(task => task.Name is "Train" or "Benchmark" or "Analyse" or "Submit"))
        {
            throw new CakeException("--backend=external needs --libtorch=DIR, the folder of a libtorch: for PyTorch, its torch folder.");
        }
    }
}
