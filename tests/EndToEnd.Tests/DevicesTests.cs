namespace Harness.EndToEnd.Tests;

public sealed class DevicesTests
{
    [Fact]
    public async Task What_a_run_would_use_is_shown_without_plan_and_data_and_something_is_computed()
    {
        var (exitCode, output) = await Programs.Experiments("devices", "--backend", "cpu");

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("Backend: the CPU with the libtorch of this build, as asked for.", output, StringComparison.Ordinal);
        Assert.Contains("2.10.0, in ", output, StringComparison.Ordinal);
        Assert.Contains("all found", output, StringComparison.Ordinal);
        Assert.Contains("A convolution and its gradient were computed on the CPU", output, StringComparison.Ordinal);
    }
}
