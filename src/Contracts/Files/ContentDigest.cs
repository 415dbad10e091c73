using System.Security.Cryptography;
using System.Text;

namespace Harness.Contracts.Files;

/// <summary>SHA-256 digests as 64 lower-case hexadecimal digits.</summary>
public static class ContentDigest
{
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfStream(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    public static string OfFile(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        return OfStream(stream);
    }

    /// <summary>The first eight digits: enough to tell a handful of records apart, for people.</summary>
    public static string Abbreviate(string digest) => digest[..8];
}
