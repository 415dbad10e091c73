using Harness.Contracts;

namespace Harness.Mutations;

/// <summary>
/// The list of mutations: text, because most of it is code. Each is a block of lines <c>key: value</c>; blocks are separated by empty lines, and
/// lines that begin with <c>#</c> are comments. Several lines <c>find</c> or <c>put</c> are the lines of one text, and several <c>test</c> are as many tests.
/// </summary>
public static class MutationList
{
    /// <summary>Its place in the repository.</summary>
    public const string Location = "tests/Mutations/mutations.txt";

    private static readonly string[] Keys = ["fault", "file", "find", "put", "test", "may-hang"];

    /// <exception cref="HarnessException">The file is missing or a block is not whole.</exception>
    public static IReadOnlyList<Mutation> Read(string path) =>
        File.Exists(path) ? Parse(File.ReadAllText(path), path) : throw new HarnessException($"There is no {path}. Expected the list of mutations there.");

    /// <param name="origin">Names the text in messages.</param>
    /// <exception cref="HarnessException">A line is of none of the forms, or a block lacks a key.</exception>
    public static IReadOnlyList<Mutation> Parse(string text, string origin)
    {
        var mutations = new List<Mutation>();
        var block = new List<(string Key, string Value)>();
        foreach (var (index, line) in text.Split('\n').Append("").Index())
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (line.Length > 0)
            {
                block.Add(Entry(line, $"{origin}, line {index + 1}"));
            }
            else if (block.Count > 0)
            {
                mutations.Add(Interpret(block.ToLookup(entry => entry.Key, entry => entry.Value), $"{origin}, the block that ends at line {index}"));
                block.Clear();
            }
        }

        return mutations;
    }

    /// <summary>Those that contain one of <paramref name="texts"/> in fault, file or test, in any case; all of them if there is no text.</summary>
    /// <exception cref="HarnessException">One of the texts is in none.</exception>
    public static IReadOnlyList<Mutation> Choose(IReadOnlyList<Mutation> mutations, IReadOnlyList<string> texts)
    {
        if (texts.FirstOrDefault(text => !mutations.Any(mutation => Contains(mutation, text))) is { } unknown)
        {
            throw new HarnessException($"No mutation has '{unknown}' in its fault, file or tests. See all {mutations.Count} with --list.");
        }

        return [.. mutations.Where(mutation => texts.Count == 0 || texts.Any(text => Contains(mutation, text)))];
    }

    private static bool Contains(Mutation mutation, string text) =>
        mutation.Tests.Append(mutation.Fault).Append(mutation.File).Any(words => words.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static (string Key, string Value) Entry(string line, string place)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Keys.Contains(line[..colon]))
        {
            throw new HarnessException($"{place}, begins with no known key. Expected one of {string.Join(", ", Keys)}, a colon, a space and the value.");
        }

        return (line[..colon], line.Length > colon + 1 ? line[(colon + 2)..] : "");
    }

    private static Mutation Interpret(ILookup<string, string> block, string place)
    {
        // A protection that is taken away without a successor is no line of put.
        if (new[] { "fault", "file", "find", "test" }.FirstOrDefault(key => !block[key].Any()) is { } missing)
        {
            throw new HarnessException($"{place}, has no line '{missing}'. Expected fault, file, find, put and test.");
        }

        return new Mutation(block["fault"].First(), block["file"].First(), string.Join('\n', block["find"]), string.Join('\n', block["put"]), [.. block["test"]], block["may-hang"].Any());
    }
}
