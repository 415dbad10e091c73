using System.Diagnostics;
using System.Globalization;
using Harness.Contracts;
using Xunit.Abstractions;

namespace Harness.Tests;

/// <summary>Attacks a parser with hostile inputs. It must take each or refuse it with a sentence, come to an end, and use no more memory than the input's length allows.</summary>
internal static class Fuzz
{
    /// <summary>Inputs for one parser; more of them from the environment for a long run.</summary>
    private const string Variable = "HARNESS_FUZZ_INPUTS";

    private const int Default = 2000;

    /// <summary>What a refusal itself takes: exception, stack trace, message.</summary>
    private const long FixedBytes = 64 << 10;

    /// <summary>A byte of JSON may become an object of a dozen words, and be read twice.</summary>
    private const long BytesPerByte = 50;

    /// <summary>No parser needs a thousandth of it: whoever takes so long for one input does not come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int Inputs { get; } = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) ? inputs : Default;

    /// <param name="parser">Its name in messages; decides the inputs.</param>
    /// <param name="samples">Well-formed inputs: the parser must take each.</param>
    /// <param name="parse">Reads the input; null if it is refused without an exception. Any exception but a documented one is a fault.</param>
    /// <param name="law">Throws if what was taken, with its input, is nothing that the format allows.</param>
    /// <param name="output">Where the counts go.</param>
    /// <param name="further">Bytes that the parser needs whatever the input is.</param>
    /// <param name="isRefusal">Tells further documented exceptions beside <see cref="HarnessException"/>.</param>
    /// <param name="cost">Dear parsers get so many times fewer inputs.</param>
    public static void Attack<T>(
        string parser,
        IReadOnlyList<byte[]> samples,
        Func<byte[], T?> parse,
        Action<T, byte[]> law,
        ITestOutputHelper output,
        long further = 0,
        Func<Exception, bool>? isRefusal = null,
        int cost = 1)
        where T : class
    {
        // What is made once, by the first calls, is not the input's doing.
        Assert.All(samples, sample => law(parse(sample) ?? throw new InvalidOperationException($"{parser} refuses a sample."), sample));
        var mutator = new Mutator(samples, parser.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211));
        var (count, taken, most) = (Math.Max(1, Inputs / cost), 0, 0L);
        var current = (Number: 0, Input: Array.Empty<byte>());
        Exception? fault = null;
        var attacker = new Thread(() =>
        {
            try
            {
                for (var number = 0; number < count; number++)
                {
                    current = (number, mutator.Next());
                    var (result, allocated) = Measure(current.Input, parse, isRefusal);
                    most = Math.Max(most, allocated);
                    Assert.True(allocated <= FixedBytes + further + (BytesPerByte * current.Input.Length), $"It allocates {allocated} bytes.");
                    if (result is not null)
                    {
                        law(result, current.Input);
                        taken++;
                    }
                }
            }
            catch (Exception found)
            {
                fault = found;
            }
        })
        { IsBackground = true };
        attacker.Start();
        for (var (seen, since) = (-1, Stopwatch.GetTimestamp()); !attacker.Join(TimeSpan.FromMilliseconds(50));)
        {
            if (seen != current.Number)
            {
                (seen, since) = (current.Number, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                // The thread cannot be ended; it ends with the process.
                Assert.Fail($"{parser}, input {seen}: does not come back.\n{Show(current.Input)}");
            }
        }

        Assert.True(fault is null, $"{parser}, input {current.Number}: {fault}\n{Show(current.Input)}");
        output.WriteLine($"fuzz | {parser} | {count} inputs | {count - taken} refused | {taken} taken | at most {most} bytes");
    }

    private static (T? Result, long Allocated) Measure<T>(byte[] input, Func<byte[], T?> parse, Func<Exception, bool>? isRefusal)
        where T : class
    {
        T? result = null;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            result = parse(input);
        }
        catch (Exception fault) when (fault is HarnessException || isRefusal?.Invoke(fault) == true)
        {
            // Refused with a sentence: as it should be.
        }

        return (result, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The seed is the parser's name: the same name and number give the input again, whatever its length.</summary>
    private static string Show(byte[] input) => input.Length <= 4_000 ? Convert.ToHexString(input) : $"{Convert.ToHexString(input.AsSpan(0, 4_000))}... ({input.Length} bytes)";
}
