using System.Text.Json;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Tests.Runs;

public sealed class MachineRecordTests
{
    // As the first version wrote it.
    private const string OnCpu = """
        {"operating_system":"Linux","processor":"CPU","logical_cores":2,"memory_gibibytes":8,"accelerator":null,"dot_net_version":".NET 10.0.0","torch_sharp_version":"0.107.0","libtorch_version":"2.10.0","torch_backend":"cpu"}
        """;

    [Fact]
    public void A_record_without_an_accelerator_is_read_and_written_as_before() =>
        Assert.Equal(OnCpu, Write(Read(OnCpu)));

    [Fact]
    public void The_accelerators_memory_and_driver_survive_a_round_trip()
    {
        var onGpu = Read(OnCpu) with { Accelerator = "GPU", AcceleratorMemoryGibibytes = 79.1, DriverVersion = "570.124.06, CUDA 12.8" };

        Assert.Equal(onGpu, Read(Write(onGpu)));
    }

    private static MachineRecord Read(string text) => JsonSerializer.Deserialize(text, HarnessJson.Compact.MachineRecord)!;

    private static string Write(MachineRecord machine) => JsonSerializer.Serialize(machine, HarnessJson.Compact.MachineRecord);
}
