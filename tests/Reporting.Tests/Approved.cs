namespace Harness.Reporting.Tests;

/// <summary>Compares a text with an approved file that reviewers can read.</summary>
internal static class Approved
{
    /// <param name="file">Path of the approved file inside the test project, for instance <c>Rendering/Writers/report.approved.md</c>.</param>
    public static void Matches(string file, string text)
    {
        var approved = Path.Combine(AppContext.BaseDirectory, file);
        var received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.True(File.Exists(approved), $"Nothing is approved yet. Read {received} and, if it is right, copy it to {file}.");
        Assert.True(File.ReadAllText(approved) == text, $"{received} differs from {file}. If the new text is right, copy it there.");
    }
}
