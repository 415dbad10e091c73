using Harness.Contracts;
using Harness.Contracts.Consoles;

namespace Harness.Mutations;

/// <summary>A copy of the repository in a temporary folder, where protections can be taken away; removed at the end.</summary>
public sealed class Checkout : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mutations-");

    private Checkout()
    {
    }

    public string Root => _folder.FullName;

    /// <summary>The repository that holds <paramref name="folder"/>.</summary>
    /// <exception cref="HarnessException">None does.</exception>
    public static string RootAbove(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "build.cake")))
            {
                return above.FullName;
            }
        }

        throw new HarnessException($"No folder above {folder} holds build.cake. Run the program within the repository.");
    }

    /// <summary>Copies what git has, or would take: the files as they are, committed or not.</summary>
    /// <exception cref="HarnessException">Git cannot list the files.</exception>
    public static async Task<Checkout> CopyAsync(string repository, CancellationToken cancellation)
    {
        var listed = await ExternalProgram.RunAsync("git", ["-C", repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], Limit, "Run the same command again.", cancellation);
        if (listed is not { ExitCode: 0 })
        {
            throw new HarnessException($"git cannot list the files of {repository} ({listed?.Error.Trim() ?? "there is no git"}). Expected a checkout of the repository.");
        }

        var checkout = new Checkout();
        foreach (var file in listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(repository, file))))
        {
            var copy = Path.Combine(checkout.Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(repository, file), copy);
        }

        return checkout;
    }

    /// <summary>Takes the protection away until the result is disposed of.</summary>
    /// <exception cref="HarnessException">The protection is not there, or more than once.</exception>
    public IDisposable Apply(Mutation mutation)
    {
        var path = Path.Combine(Root, mutation.File);
        var text = File.Exists(path) ? File.ReadAllText(path) : throw new HarnessException($"There is no {mutation.File}, which should hold the protection from '{mutation.Fault}'; correct {MutationList.Location}.");
        File.WriteAllText(path, mutation.ApplyTo(text));
        return new Restoration(path, text);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Restoration(string path, string text) : IDisposable
    {
        public void Dispose() => File.WriteAllText(path, text);
    }
}
