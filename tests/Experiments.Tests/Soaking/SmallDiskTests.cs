using Harness.Contracts;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

public sealed class SmallDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-disk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_disk_that_may_be_somebodys_is_neither_filled_nor_tidied()
    {
        var file = Path.Combine(_folder, ".harness-soak-ballast");
        File.WriteAllText(file, "somebody's");
        var fault = Assert.Throws<HarnessException>(() => new SmallDisk(_folder));
        Assert.Contains("must be a small one of its own, of at most 1024 MiB", fault.Message, StringComparison.Ordinal);
        Assert.Equal("somebody's", File.ReadAllText(file));
        fault = Assert.Throws<HarnessException>(() => new SmallDisk("/nowhere"));
        Assert.StartsWith("There is no folder /nowhere.", fault.Message, StringComparison.Ordinal);
    }
}
