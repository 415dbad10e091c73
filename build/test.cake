Task("Test")
    .Description("Runs all tests and prints one line with their counts.")
    .IsDependentOn("Restore")
    .Does<Request>((context, request) =>
    {
        var results = MakeAbsolute(Directory($"{request.Artifacts}/test-results"));
        CleanDirectory(results);
        DotNetTest("Harness.sln", new DotNetTestSettings
        {
            Configuration = request.Configuration,
            MSBuildSettings = Compilation.Of(request).WithProperty("TestResults", results.FullPath),
            // A failed test is counted below; so is a project that did not come to its end.
            HandleExitCode = _ => true,
        });
        TestTally.Read(results.FullPath, GetFiles("tests/*.Tests/*.csproj").Select(project => project.GetFilenameWithoutExtension().ToString()))
            .Announce(context, $"{results}/summary.txt");
    });
