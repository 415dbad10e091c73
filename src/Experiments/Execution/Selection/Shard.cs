using System.Globalization;
using Harness.Contracts;

namespace Harness.Experiments.Execution.Selection;

/// <summary>One of several parts that a plan is dealt out in. Written <c>2/8</c>: the second of eight.</summary>
/// <param name="Number">From 1 to <paramref name="Count"/>.</param>
internal readonly record struct Shard(int Number, int Count)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <exception cref="HarnessException">The text is not of the form <c>I/N</c> with 1 ≤ I ≤ N.</exception>
    public static Shard Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && TryRead(parts[0], out var number) && TryRead(parts[1], out var count) && number >= 1 && number <= count
            ? new Shard(number, count)
            : throw new HarnessException($"'{text}' does not name a shard. Expected I/N with I from 1 to N: 2/8 is the second of eight.");
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
