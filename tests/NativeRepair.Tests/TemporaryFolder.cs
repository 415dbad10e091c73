namespace Harness.NativeRepair.Tests;

/// <summary>A folder of its own for one test, removed at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("native-repair-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A copy of the shipped library that may be changed.</summary>
    public string CopyOfShippedLibrary()
    {
        var copy = File("libLibTorchSharp.so");
        System.IO.File.Copy(ShippedLibrary.Path, copy);
        return copy;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
