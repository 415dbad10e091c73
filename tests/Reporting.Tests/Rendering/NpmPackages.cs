using Harness.Contracts.Consoles;
using Harness.Reporting.Rendering.Typesetting;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>Installs the pinned PDF compiler and fonts where Restore has not, so that the tests run on a fresh checkout with Node.</summary>
internal static class NpmPackages
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        var folder = TypesettingFolder.Find(named: null, AppContext.BaseDirectory);
        if (folder.Modules is null)
        {
            Install(TypesettingFolder.SourceFolder()!);
        }

        return true;
    });

    public static void Install() => _ = Installed.Value;

    private static void Install(string source)
    {
        // Two test processes must not fill one folder at once; the lock lies outside it because npm ci empties it.
        using var held = Wait(Path.Combine(Path.GetTempPath(), "harness-typesetting.lock"));
        if (TypesettingFolder.Find(named: null, AppContext.BaseDirectory).Modules is null)
        {
            var result = ExternalProgram.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", source], TimeSpan.FromMinutes(5), "Is there a network?", CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(result is { ExitCode: 0 }, $"The tests of the PDF need Node 20 or later with npm. {result?.Error}");
        }
    }

    private static FileStream Wait(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 600)
            {
                Thread.Sleep(500);
            }
        }
    }
}
