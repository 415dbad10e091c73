Task("Analyse")
    .Description("Computes statistics over the seeds of the plan's runs: analysis.json.")
    .IsDependentOn("Build")
    .Does<Request>((context, request) =>
    {
        Programs.Experiments(context, request, "export", ["--plan", request.Plan, "--results", request.Results, .. request.Selection.OfSeeds, .. Programs.Given("--data", request.Data)]);
        Programs.Reporting(context, request, "analyse");
    });

Task("Judge")
    .Description("Holds every published claim against the statistics: verdicts.json.")
    .IsDependentOn("Analyse")
    .Does<Request>((context, request) => Programs.Reporting(context, request, "judge"));

Task("Report")
    .Description("Writes the report of the plan's results as PDF, HTML and Markdown.")
    .IsDependentOn("Judge")
    .Does<Request>((context, request) =>
    {
        Programs.Reporting(context, request, "checklist");
        Programs.Reporting(context, request, "render");
    });
