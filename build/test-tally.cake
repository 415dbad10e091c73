using System.Xml.Linq;

/// The counts of all test projects together, from the files that `dotnet test` writes.
public sealed record TestTally(int Passed, int Failed, int Skipped, int Aborted)
{
    /// One file a project; a project without one did not build or crashed.
    public static TestTally Read(string folder, IEnumerable<string> projects) => projects
        .Select(project => $"{folder}/{project}.trx")
        .Aggregate(new TestTally(0, 0, 0, 0), (sum, file) => System.IO.File.Exists(file) ? sum.Add(XDocument.Load(file).Root) : sum with { Aborted = sum.Aborted + 1 });

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    /// Prints the closing line, leaves it in a file for scripts, and fails unless there were tests and all of them passed.
    public void Announce(ICakeContext context, string summary)
    {
        System.IO.File.WriteAllText(summary, ToString() + "\n");
        context.Information(ToString());
        if (Failed > 0 || Aborted > 0 || Passed == 0)
        {
            throw new CakeException(Failed > 0 ? "Some tests failed; they are listed above."
                : Aborted > 0 ? $"{Aborted} of the test projects did not come to their end; their messages are above."
                : "No test ran.");
        }
    }

    private TestTally Add(XElement run)
    {
        var summary = run.Element(run.Name.Namespace + "ResultSummary");
        var outcomes = run.Descendants(run.Name.Namespace + "UnitTestResult").ToLookup(result => (string)result.Attribute("outcome"));
        return new TestTally(
            Passed + outcomes["Passed"].Count(),
            Failed + outcomes["Failed"].Count(),
            Skipped + outcomes["NotExecuted"].Count(),
            Aborted + ((string)summary?.Attribute("outcome") is "Completed" or "Failed" ? 0 : 1));
    }
}
