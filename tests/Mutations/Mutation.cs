using Harness.Contracts;

namespace Harness.Mutations;

/// <summary>One protection and how it is taken away.</summary>
/// <param name="Fault">What it protects from, as the page of faults calls it.</param>
/// <param name="File">The file that holds it, from the repository's root.</param>
/// <param name="Find">Text that occurs once in that file.</param>
/// <param name="Put">What stands there when the protection is gone. The file has to compile.</param>
/// <param name="Tests">The tests, <c>Class.method</c>, each of which then has to fail.</param>
/// <param name="MayHang">It protects from an endless wait: a test that does not end has seen that it is gone.</param>
public sealed record Mutation(string Fault, string File, string Find, string Put, IReadOnlyList<string> Tests, bool MayHang)
{
    /// <summary>The text of the file without the protection.</summary>
    /// <exception cref="HarnessException">What is to be replaced does not occur exactly once.</exception>
    public string ApplyTo(string text)
    {
        var count = text.Split(Find).Length - 1;
        return count == 1
            ? text.Replace(Find, Put, StringComparison.Ordinal)
            : throw new HarnessException($"{File} contains '{Find}' {count} times. Expected it once, as the protection from '{Fault}'; correct {MutationList.Location}.");
    }
}
