using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harness.Contracts;
using Harness.Mutations;

namespace Harness.Build.Tests;

/// <summary>The list of mutations is of this code, and what it is read by. To make them takes an hour: <c>dotnet cake --target=Mutate</c>.</summary>
public sealed partial class MutationsTests
{
    private const string Block = "fault: a\nfile: b\nfind: one\nfind:   two\nput: three\ntest: c.d\ntest: e.f\n";

    // The report's compiler is not in the copy, and a cluster of several machines is beyond the minutes that one test may take there.
    private static readonly string[] WithoutMutation =
    [
        "SlurmTests.A_killed_cell_a_dead_node_and_a_time_limit_change_nothing_of_what_a_plan_comes_to",
        "DiskFullTests.A_report_for_which_there_is_no_room_or_no_right_to_write_leaves_everything_as_it_was",
    ];

    private static readonly IReadOnlyList<Mutation> All = MutationList.Read(Repository.PathOf(MutationList.Location));

    [Fact]
    public void Every_protection_stands_once_in_its_file_and_every_test_is_there()
    {
        Assert.All(All, mutation => Assert.NotEqual(Repository.Read(mutation.File), mutation.ApplyTo(Repository.Read(mutation.File))));
        Assert.All(All.SelectMany(mutation => mutation.Tests), test => Assert.EndsWith($".{test}", NamedTest.Find(Repository.Root, test).QualifiedName, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_test_that_the_page_of_faults_names_has_a_protection_to_see_removed()
    {
        var named = TestName().Matches(Repository.Read("docs", "reliability.md")).Select(match => match.Groups["test"].Value).Distinct();

        Assert.Equal(WithoutMutation, named.Except(All.SelectMany(mutation => mutation.Tests)));
        Assert.True(All.Count > 40, $"Only {All.Count} protections are removed.");
    }

    [Fact]
    public void A_block_is_a_mutation_and_several_lines_of_one_key_are_one_text_or_several_tests()
    {
        var mutation = Assert.Single(MutationList.Parse($"# A remark.\n\n{Block}", "list"));

        Assert.Equal(("a", "b", "one\n  two", "three", false), (mutation.Fault, mutation.File, mutation.Find, mutation.Put, mutation.MayHang));
        Assert.Equal(["c.d", "e.f"], mutation.Tests);
        Assert.Equal("zero three four", mutation.ApplyTo("zero one\n  two four"));
        Assert.Equal("", Assert.Single(MutationList.Parse(Block.Replace("put: three", "put:", StringComparison.Ordinal), "list")).Put);
    }

    [Theory]
    [InlineData("fault: a\nfile b\n", "list, line 2, begins with no known key.")]
    [InlineData("fault: a\nfile: b\nfind: c\n", "list, the block that ends at line 3, has no line 'test'.")]
    public void A_block_that_is_not_whole_is_named_with_its_place(string text, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<HarnessException>(() => MutationList.Parse(text, "list")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("one\n  two one\n  two", 2)]
    public void A_protection_that_is_not_there_or_twice_is_refused(string text, int count) =>
        Assert.Contains($"b contains 'one\n  two' {count} times.", Assert.Throws<HarnessException>(() => MutationList.Parse(Block, "list")[0].ApplyTo(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void They_are_chosen_by_fault_file_or_test_and_a_text_that_is_nowhere_is_refused()
    {
        Assert.Equal(All.Count, MutationList.Choose(All, []).Count);
        Assert.All(MutationList.Choose(All, ["folderlock"]), mutation => Assert.Contains("FolderLock", mutation.File, StringComparison.Ordinal));
        Assert.Contains("No mutation has 'no such'", Assert.Throws<HarnessException>(() => MutationList.Choose(All, ["folderlock", "no such"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_of_data_that_fails_is_a_failure_and_what_did_not_run_is_neither()
    {
        var (failed, passed) = TestRun.ReadReport(XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testName="Space.Rows.Test(text: &quot;a.b&quot;)" outcome="Passed" />
                <UnitTestResult testName="Space.Rows.Test(text: &quot;(c)&quot;)" outcome="Failed" />
                <UnitTestResult testName="Space.Fine.Test" outcome="Passed" />
                <UnitTestResult testName="Space.Left.Out" outcome="NotExecuted" />
              </Results>
            </TestRun>
            """));

        Assert.Equal(["Space.Rows.Test"], failed);
        Assert.Equal(["Space.Fine.Test", "Space.Rows.Test"], passed.Order());
    }

    [GeneratedRegex("`(?<test>[A-Za-z]+Tests\\.[A-Za-z_0-9]+)`")]
    private static partial Regex TestName();
}
