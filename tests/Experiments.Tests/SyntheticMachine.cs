using Harness.Contracts.Runs;

namespace Harness.Experiments.Tests;

/// <summary>A machine for records that are made in tests.</summary>
internal static class SyntheticMachine
{
    public static MachineRecord Record { get; } = new()
    {
        OperatingSystem = "Test OS",
        Processor = "Test processor",
        LogicalCores = 2,
        MemoryGibibytes = 8,
        DotNetVersion = ".NET 10",
        TorchSharpVersion = "0.107.0",
        LibtorchVersion = "2.10.0",
        TorchBackend = "cpu",
    };
}
