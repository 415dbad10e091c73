using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class NvidiaDriverTests
{
    [Fact]
    public void A_driver_describes_its_GPUs_and_a_machine_without_one_has_none()
    {
        if (NvidiaDriver.Inspect().IsLoadable)
        {
            Assert.Contains("CUDA ", NvidiaDriver.FindVersion(), StringComparison.Ordinal);
            Assert.All(NvidiaDriver.FindDevices(), gpu =>
            {
                Assert.NotEmpty(gpu.Name);
                Assert.Matches(@"^\d+\.\d$", gpu.ComputeCapability);
                Assert.InRange(NvidiaDriver.FreeMemory(gpu) ?? 0, 0, gpu.MemoryBytes);
            });
        }
        else
        {
            Assert.Null(NvidiaDriver.FindVersion());
            Assert.Empty(NvidiaDriver.FindDevices());
        }
    }
}
