Task("Mutate")
    .Description("Removes the protections that docs/reliability.md tells of, one by one, in a copy, and requires that their tests fail; --only=TEXT.")
    .Does<Request>((context, request) => Programs.Call(context, "dotnet",
        ["run", "--project", "tests/Mutations", "--configuration", request.Configuration, "--", .. request.Only.SelectMany(text => Programs.Given("--only", text))]));
