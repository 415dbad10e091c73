using System.Globalization;
using Harness.Contracts;
using Xunit.Abstractions;

namespace Harness.Tests;

/// <summary>Attacks a parser with hostile inputs. It must take each or refuse it with a sentence, soon, and in memory that the input's length bounds.</summary>
internal static class Fuzz
{
    /// <summary>Inputs for one parser; more of them from the environment for a long run.</summary>
    private const string Variable = "HARNESS_FUZZ_INPUTS";

    private const int Default = 600;

    /// <summary>What a refusal itself takes: exception, stack trace, message.</summary>
    private const long FixedBytes = 64 << 10;

    /// <summary>A byte of JSON may become an object of a dozen words, and be read twice.</summary>
    private const long BytesPerByte = 50;

    private static int Inputs { get; } = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) ? inputs : Default;

    /// <param name="parser">Its name in messages; decides the inputs.</param>
    /// <param name="samples">Well-formed inputs: the parser must take each.</param>
    /// <param name="parse">Reads the input; false if it is refused without an exception. Throws for what must not be.</param>
    /// <param name="output">Where the counts go.</param>
    /// <param name="further">Bytes that the parser needs whatever the input is.</param>
    /// <param name="isRefusal">Tells the parser's documented exceptions; null where that is <see cref="HarnessException"/> alone.</param>
    /// <param name="cost">Dear parsers get so many times fewer inputs.</param>
    public static void Attack(
        string parser, IReadOnlyList<byte[]> samples, Func<byte[], bool> parse, ITestOutputHelper output, long further = 0, Func<Exception, bool>? isRefusal = null, int cost = 1)
    {
        // What is made once, by the first calls, is not the input's doing.
        Assert.All(samples, sample => Assert.True(parse(sample), $"{parser} refuses a sample"));
        var mutator = new Mutator(samples, parser.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211));
        var (count, taken, most) = (Math.Max(1, Inputs / cost), 0, 0L);
        for (var number = 0; number < count; number++)
        {
            var input = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                taken += parse(input) ? 1 : 0;
            }
            catch (Exception fault) when (fault is HarnessException || isRefusal?.Invoke(fault) == true)
            {
                // Refused with a sentence: as it should be.
            }
            catch (Exception fault)
            {
                Assert.Fail($"{parser}, input {number}: {fault}\n{Show(input)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, allocated);
            Assert.True(allocated <= FixedBytes + further + (BytesPerByte * input.Length), $"{parser}, input {number}: {allocated} bytes for {input.Length}\n{Show(input)}");
        }

        output.WriteLine($"fuzz | {parser} | {count} inputs | {taken} taken | {count - taken} refused | at most {most} bytes");
    }

    private static string Show(byte[] input) =>
        $"{Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 6_000)))}\n{System.Text.Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 2_000)))}";
}
