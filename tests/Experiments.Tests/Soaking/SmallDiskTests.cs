using Harness.Contracts;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

public sealed class SmallDiskTests
{
    [Fact]
    public void A_disk_that_may_be_somebodys_is_not_filled()
    {
        var fault = Assert.Throws<HarnessException>(() => new SmallDisk(AppContext.BaseDirectory));
        Assert.Contains("must be a small one of its own, of at most 1024 MiB", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<HarnessException>(() => new SmallDisk("/nowhere"));
        Assert.StartsWith("There is no folder /nowhere.", fault.Message, StringComparison.Ordinal);
    }
}
