Task("Clean")
    .Description("Deletes what was built. Results, downloaded data and npm packages stay.")
    .Does<Request>(request => CleanDirectory("artifacts"));

Task("Restore")
    .Description("Fetches the packages of NuGet and, where no typst is installed, of npm.")
    .Does<Request>((context, request) =>
    {
        Typesetting.Install(context);
        DotNetRestore(Compilation.Programs, new DotNetRestoreSettings { MSBuildSettings = Compilation.Of(request), HandleExitCode = Compilation.ExplainRestore(request) });
    });

Task("Build")
    .Description("Builds the programs.")
    .IsDependentOn("Restore")
    .Does<Request>(request => DotNetBuild(Compilation.Programs, new DotNetBuildSettings
    {
        Configuration = request.Configuration,
        NoRestore = true,
        MSBuildSettings = Compilation.Of(request),
    }));

/// What every call of the compiler has in common.
public static class Compilation
{
    /// The programs without their tests.
    public const string Programs = "build/Programs.slnf";

    public static DotNetMSBuildSettings Of(Request request) => new DotNetMSBuildSettings()
        .WithProperty("TorchBackend", request.TorchBackend);

    /// The CUDA packages are the ones that not every feed has.
    public static Func<int, bool> ExplainRestore(Request request) => code => code != 0 && request.TorchBackend == "cuda"
        ? throw new CakeException("The packages of the cuda backend could not be fetched; the reason is above. Name an installed libtorch with --libtorch=DIR, or use --backend=cpu.")
        : false;
}
