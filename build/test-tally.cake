using System.Xml.Linq;

/// The counts of all test projects together, from the files that `dotnet test` writes.
public sealed record TestTally(int Passed, int Failed, int Skipped, int Aborted)
{
    public static TestTally Read(string folder) => System.IO.Directory.GetFiles(folder, "*.trx")
        .Select(path => XDocument.Load(path).Root)
        .Aggregate(new TestTally(0, 0, 0, 0), (sum, run) => sum.Add(run));

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    /// Prints the closing line, leaves it in a file for scripts, and fails unless there were tests and all of them passed.
    public void Announce(ICakeContext context, string summary)
    {
        System.IO.File.WriteAllText(summary, ToString() + "\n");
        context.Information(ToString());
        if (Failed > 0 || Aborted > 0 || Passed == 0)
        {
            throw new CakeException(Failed > 0 ? "Some tests failed; they are listed above."
                : Aborted > 0 ? "A test project ended before its last test; its message is above."
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
