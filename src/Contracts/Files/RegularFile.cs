namespace Harness.Contracts.Files;

/// <summary>Opens files that others may have put there, and regular ones only: to open a named pipe would wait for ever, and a device may never end.</summary>
/// <remarks>
/// Pipes, devices and sockets have the length 0 (POSIX leaves it open; Linux and macOS say so), and so read as empty here: nothing without a length is opened. That needs no
/// native call, and no empty file is a record. The kernel's own files, under <c>/proc</c> for instance, have no length either; they are not for this class.
/// </remarks>
public static class RegularFile
{
    /// <summary>Bytes in the file that <paramref name="path"/> leads to, over any symbolic links; 0 also for what is no regular file.</summary>
    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.Length : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName).Length;
    }

    /// <summary>For reading from the start, while others may write.</summary>
    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    public static Stream OpenRead(string path) =>
        LengthOf(path) == 0 ? Stream.Null : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    public static byte[] ReadAllBytes(string path) => LengthOf(path) == 0 ? [] : File.ReadAllBytes(path);

    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    public static string ReadAllText(string path) => LengthOf(path) == 0 ? "" : File.ReadAllText(path);

    /// <summary>One line at a time.</summary>
    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(OpenRead(path));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
