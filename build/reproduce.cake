Task("Reproduce")
    .Description("The whole experiment: data, training, statistics, verdicts, report. Does only what is not done yet.")
    .IsDependentOn("Train")
    .IsDependentOn("Report");

Task("Verify")
    .Description("Reproduce, and fail where a record is faulty or a verdict contradicts a published claim; with --strict, also where one is inconclusive.")
    .IsDependentOn("Reproduce")
    .Does<Request>((context, request) =>
    {
        Programs.Reporting(context, request, "check");
        Programs.Reporting(context, request, "verify", request.Strict ? ["--strict"] : []);
    });
