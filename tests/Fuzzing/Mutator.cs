using System.Buffers.Binary;
using System.Text;

namespace Harness.Tests;

/// <summary>Makes hostile inputs out of good ones: the same ones from the same seed on every machine.</summary>
/// <param name="samples">Well-formed inputs.</param>
/// <param name="seed">Of the generator.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> samples, ulong seed)
{
    private const int LongestNoise = 400;

    /// <summary>What breaks readers: of JSON, of text and of encodings.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "null", "{}", "[]", "[null]", "{\"a\":null}", "\"\"", "true", "0", "-1", "-0", "1e999", "-1e999", "1e-999", "NaN", "0.5", "2147483648", "4294967296",
            "9223372036854775807", "99999999999999999999999", "\"\\ud800\"", "\\u0000", "\"schema\":\"\\udfff\",", "\"kind\":\"exact\",", "\n", "\r\n", "\0", "\uFEFF",
            "/", "/seed-1", "../", "0-9999,", "2/8", ",", ":", "-", "|", "_", "{", "}", "[", "]", "\"", "\\", "\u202e",
            new string('[', 100), new string('9', 100), string.Concat(Enumerable.Repeat("{\"a\":", 100)),
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ];

    private static readonly ulong[] Numbers =
        [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0x8000000000000000, ulong.MaxValue, ulong.MaxValue - 64];

    private ulong _state = seed;

    /// <summary>The next input: noise one time in sixteen, else a sample with one to six changes.</summary>
    public byte[] Next()
    {
        if (Below(16) == 0)
        {
            return Noise();
        }

        var bytes = Pick(samples).ToList();
        for (var changes = 1 + Below(Below(3) == 0 ? 6 : 1); changes > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = Below(bytes.Count + 1);
        var length = Below(Math.Min(bytes.Count - at, 1 + (1 << Below(12))) + 1);
        switch (Below(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5:
                var other = Pick(samples);
                var from = Below(other.Length + 1);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(from));
                break;
            case 6:
                bytes.InsertRange(at, Pick(Words));
                break;
            case 7:
                PutNumber(bytes, at);
                break;
            default:
                ReplaceValue(bytes, at);
                break;
        }
    }

    /// <summary>A length, a count or an offset of 1, 2, 4 or 8 bytes, little-endian, becomes an extreme one.</summary>
    private void PutNumber(List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Pick(Numbers));
        var size = Math.Min(1 << Below(4), bytes.Count - at);
        for (var index = 0; index < size; index++)
        {
            bytes[at + index] = number[index];
        }
    }

    /// <summary>The word, number or text at or after a place becomes another word: a change of JSON that is mostly JSON still.</summary>
    private void ReplaceValue(List<byte> bytes, int at)
    {
        var start = bytes.FindIndex(at, IsOfWord);
        if (start >= 0)
        {
            var end = bytes.FindIndex(start, letter => !IsOfWord(letter));
            bytes.RemoveRange(start, (end < 0 ? bytes.Count : end) - start);
            bytes.InsertRange(start, Pick(Words));
        }
    }

    private static bool IsOfWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'"' or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'_';

    private byte[] Noise()
    {
        var bytes = new byte[Below(LongestNoise)];
        var isText = Below(2) == 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(isText ? 32 + Below(95) : Below(256));
        }

        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>From 0 to <paramref name="count"/> - 1, by SplitMix64 (Steele, Lea and Flood 2014). The remainder's bias is of no matter here.</summary>
    private int Below(int count)
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (int)((z ^ (z >> 31)) % (ulong)count);
    }
}
