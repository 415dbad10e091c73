namespace Harness.Experiments.Acquisition;

/// <summary>Removes folders that nothing depends on any more.</summary>
public static class Leftovers
{
    /// <summary>Removes <paramref name="folder"/> if that is possible now. A program whose parent was killed may still be writing into it; then a later call removes it.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // Space is all that is lost, and only until the next call.
        }
    }
}
