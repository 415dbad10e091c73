/// What has to be on the machine. Each lack is one sentence, said before anything long starts.
public static class Prerequisites
{
    public static void Require(ICakeContext context, Request request, IEnumerable<ICakeTaskInfo> tasks)
    {
        if (!tasks.Any(task => task.Name == "Restore"))
        {
            return;
        }

        RequireVersion(context, "dotnet", 10, "Install the .NET SDK 10: https://dotnet.microsoft.com/download");
        RequireVersion(context, "git", 2, "Install git with your distribution's package manager.");
        if (tasks.Any(task => task.Name == "Publish"))
        {
            RequireVersion(context, "tar", 1, "Install GNU tar with your distribution's package manager.");
            if (request.Archive == "zst")
            {
                RequireVersion(context, "zstd", 1, "Install zstd with your distribution's package manager, or leave --archive=zst away.");
            }
        }

        if (!Typesetting.HasTypst(context))
        {
            RequireVersion(context, "node", 20, "Install Node.js 20 or later with npm (https://nodejs.org), or typst 0.14 or later (https://typst.app); one of them sets the report.");
        }

        if (!Typesetting.IsReady(context))
        {
            RequireVersion(context, "npm", 9, "Install npm, which comes with Node.js 20 or later: https://nodejs.org");
        }
    }

    private static void RequireVersion(ICakeContext context, string program, int major, string remedy)
    {
        var found = VersionOf(context, program);
        if (found is null)
        {
            throw new CakeException($"{program} is not on the PATH; version {major} or later is needed. {remedy}");
        }

        if (found.Major < major)
        {
            throw new CakeException($"{program} is version {found}; version {major} or later is needed. {remedy}");
        }
    }

    /// The version that a program prints when it is asked for it, or null where there is no such program.
    public static Version VersionOf(ICakeContext context, string program)
    {
        var path = context.Tools.Resolve(program);
        if (path is null)
        {
            return null;
        }

        context.StartProcess(path, new ProcessSettings { Arguments = "--version", RedirectStandardOutput = true, Silent = true }, out var lines);
        return Version.TryParse(System.Text.RegularExpressions.Regex.Match(string.Join(' ', lines), @"\d+(\.\d+)+").Value, out var version) ? version : null;
    }
}
