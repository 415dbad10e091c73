Task("Publish")
    .Description("Makes a folder and an archive of both programs with the .NET runtime, for a machine without network; --with-data adds CIFAR-10.")
    .IsDependentOn("Restore")
    .Does<Request>((context, request) =>
    {
        var folder = $"{Published.Root}/{Published.Name(request)}";
        CleanDirectory(folder);
        DotNetPublish("src/Experiments", Published.Settings(request, folder));
        DotNetPublish("src/Reporting", Published.Settings(request, folder));
        if (request.WithData)
        {
            Programs.Call(context, $"{folder}/experiments", ["data", "--copy-to", $"{folder}/data", .. Programs.Given("--data", request.Data)]);
        }

        Published.Pack(context, request);
    });

/// The folder that travels, and its archive.
public static class Published
{
    public const string Root = "artifacts/publish";

    public static string Name(Request request) => $"harness-{request.TorchBackend}";

    public static DotNetPublishSettings Settings(Request request, string folder) => new DotNetPublishSettings
    {
        Configuration = request.Configuration,
        OutputDirectory = folder,
        MSBuildSettings = Compilation.Of(request).WithProperty("WithDotNetRuntime", "true"),
    };

    /// The same files give the same order, owners and modes, whoever packs them.
    public static void Pack(ICakeContext context, Request request)
    {
        var (suffix, compressor) = request.Archive == "zst" ? ("tar.zst", "zstd -9 -T0") : ("tar.gz", "gzip -9n");
        var archive = $"{Root}/{Name(request)}.{suffix}";
        Programs.Call(context, "tar",
        [
            "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX", "--use-compress-program", compressor,
            "-C", Root, "-cf", $"{archive}.partial", Name(request),
        ]);
        System.IO.File.Move($"{archive}.partial", archive, overwrite: true);
        context.Information($"{archive}: {new System.IO.FileInfo(archive).Length / 1048576.0:0.0} MiB. Unpack it where it is to run; README.txt in it tells how.");
    }
}
