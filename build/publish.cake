Task("Publish")
    .Description("Makes a self-contained folder of the experiments program for a machine without network or .NET.")
    .IsDependentOn("Restore")
    .Does<Request>(request => DotNetPublish("src/Experiments", new DotNetPublishSettings
    {
        Configuration = request.Configuration,
        OutputDirectory = $"{request.Artifacts}/publish/harness-{request.TorchBackend}",
        MSBuildSettings = Compilation.Of(request).WithProperty("WithDotNetRuntime", "true"),
    }));
