using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests;

public sealed class ResultsLayoutTests
{
    [Theory]
    [InlineData("results/quick")]
    [InlineData("results/quick/")]
    public void A_plan_s_folder_named_as_a_whole_has_the_layout_of_its_plan(string folder) =>
        Assert.Equal(new ResultsLayout("results", "quick"), ResultsLayout.OfFolder(folder));

    [Fact]
    public void A_copy_in_the_making_lies_beside_its_place()
    {
        var layout = new ResultsLayout("results", "quick");
        var run = new RunId("plain-20", 1);
        Assert.Equal(Path.GetDirectoryName(layout.Run(run).Folder), Path.GetDirectoryName(layout.PartialRun(run).Folder));
        Assert.NotEqual(layout.Run(run), layout.PartialRun(run));
    }
}
