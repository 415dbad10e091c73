using FsCheck;
using FsCheck.Xunit;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests.Plans;

public sealed class RunIdTests
{
    [Property]
    public bool Text_leads_back_to_the_run(NonNegativeInt seed)
    {
        var run = new RunId("plain-20", seed.Get);
        return RunId.Parse(run.ToString()) == run;
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain-20")]
    [InlineData("../seed-1")]
    [InlineData("../../other/runs/plain-20/seed-1")]
    [InlineData("/etc/seed-1")]
    [InlineData("plain-20\n/seed-1")]
    [InlineData("plain-20;id/seed-1")]
    [InlineData("/seed-1")]
    [InlineData("plain-20/seed-")]
    [InlineData("plain-20/seed--1")]
    [InlineData("plain-20/seed-99999999999")]
    public void Other_texts_are_refused(string text) => Assert.Throws<HarnessException>(() => RunId.Parse(text));
}
