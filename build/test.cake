Task("Test")
    .Description("Runs all tests and prints one line with their counts.")
    .IsDependentOn("Restore")
    .Does<Request>((context, request) =>
    {
        var results = Context.MakeAbsolute(Directory($"{request.Artifacts}/test-results"));
        CleanDirectory(results);
        var settings = new DotNetTestSettings
        {
            Configuration = request.Configuration,
            ResultsDirectory = results,
            Loggers = ["trx", "console;verbosity=minimal"],
            MSBuildSettings = Compilation.Of(request),
            HandleExitCode = _ => true,
        };
        DotNetTest("Harness.sln", settings);
        TestTally.Read(results.FullPath).Announce(context, $"{results}/summary.txt");
    });
