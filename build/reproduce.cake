Task("Reproduce")
    .Description("The whole experiment: data, training, statistics, verdicts, report. Does only what is not done yet.")
    .IsDependentOn("Train")
    .IsDependentOn("Report");

Task("Verify")
    .Description("Reproduce, and fail where a verdict contradicts a published claim.")
    .IsDependentOn("Reproduce")
    .Does<Request>((context, request) => Programs.Reporting(context, request, "check"));
