/// The compiler that sets the report: a typst on the PATH, or the pinned one from npm.
public static class Typesetting
{
    public const string Folder = "src/Reporting/Typesetting";

    /// There is a typst that knows the template; it needs neither Node nor npm.
    public static bool HasTypst(ICakeContext context) => Prerequisites.VersionOf(context, "typst") >= new Version(0, 14);

    /// Nothing has to be installed: there is a typst, or npm has been here since the lock file changed.
    public static bool IsReady(ICakeContext context) => HasTypst(context) || IsInstalled();

    public static void Install(ICakeContext context)
    {
        if (!IsReady(context) && context.StartProcess("npm", $"ci --prefix {Folder} --no-audit --no-fund") != 0)
        {
            throw new CakeException("npm could not install the report's compiler; its message is above. Run the same command again when the network is there.");
        }
    }

    // npm writes this file last.
    private static bool IsInstalled() => System.IO.File.Exists($"{Folder}/node_modules/.package-lock.json")
        && System.IO.File.GetLastWriteTimeUtc($"{Folder}/node_modules/.package-lock.json") >= System.IO.File.GetLastWriteTimeUtc($"{Folder}/package-lock.json");
}
