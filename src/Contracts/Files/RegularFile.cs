using System.Text;

namespace Harness.Contracts.Files;

/// <summary>Opens files that others may have put there, and regular ones only: to open a named pipe would wait for ever, and a device may never end.</summary>
/// <remarks>
/// Pipes, devices and sockets have the length 0 (POSIX leaves it open; Linux and macOS say so), and so read as empty here: nothing without a length is opened. That needs no
/// native call, and no empty file is a record. The kernel's own files, under <c>/proc</c> for instance, have no length either; they are not for this class.
/// </remarks>
public static class RegularFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>One line of UTF-8 at a time.</summary>
    /// <param name="path">Where to read.</param>
    /// <param name="origin">The file's name in messages.</param>
    /// <exception cref="FileNotFoundException">There is none, or it is a folder.</exception>
    /// <exception cref="HarnessException">It is not UTF-8. The usual reader would put other letters into the place of such bytes, and what was never written would be read.</exception>
    public static IEnumerable<string> ReadLines(string path, string origin)
    {
        using var reader = new StreamReader(OpenRead(path), Strict, detectEncodingFromByteOrderMarks: false);
        for (var number = 1; Next(number) is { } line; number++)
        {
            yield return line;
        }

        string? Next(int number)
        {
            try
            {
                return reader.ReadLine();
            }
            catch (DecoderFallbackException fault)
            {
                throw new HarnessException($"{origin}, line {number} or soon after, is not UTF-8. Expected JSON; the file was damaged after it was written.", fault);
            }
        }
    }
}
