using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class BackendChoiceTests
{
    private static readonly NvidiaDriver Gpu = new(HasDevice: true, IsLoadable: true);
    private static readonly NvidiaDriver NoGpu = new(HasDevice: false, IsLoadable: false);
    private static readonly NvidiaDriver GpuWithoutDriver = new(HasDevice: true, IsLoadable: false);
    private static readonly LibtorchInstallation CpuLibtorch = new("/opt/torch/lib", HasCuda: false, "2.10.0+cpu");
    private static readonly LibtorchInstallation CudaLibtorch = new("/opt/torch/lib", HasCuda: true, "2.10.0+cu128");

    public static TheoryData<string, string, string, string, string, string> Met { get; } = new()
    {
        // build, asked, driver, libtorch, device, part of the explanation
        { "Cpu", "Auto", "none", "-", "Cpu", "has no CUDA, and this machine no usable GPU" },
        { "Cpu", "Auto", "gpu", "-", "Cpu", "although this machine has a GPU" },
        { "Cpu", "Cpu", "gpu", "-", "Cpu", "as asked for" },
        { "Cuda", "Auto", "gpu", "-", "Cuda", "because this machine has one" },
        { "Cuda", "Auto", "none", "-", "Cpu", "no NVIDIA GPU" },
        { "Cuda", "Auto", "no driver", "-", "Cpu", "libcuda.so.1 does not load" },
        { "Cuda", "Cpu", "gpu", "-", "Cpu", "as asked for" },
        { "Cuda", "Cuda", "gpu", "-", "Cuda", "as asked for" },
        { "External", "Auto", "gpu", "cuda", "Cuda", "/opt/torch/lib can use it" },
        { "External", "Auto", "gpu", "cpu", "Cpu", "although this machine has a GPU" },
        { "External", "Auto", "none", "cuda", "Cpu", "no NVIDIA GPU" },
        { "External", "External", "gpu", "cuda", "Cuda", "because this machine has one" },
        { "External", "External", "none", "cpu", "Cpu", "/opt/torch/lib" },
        { "External", "Cpu", "gpu", "cuda", "Cpu", "as asked for" },
        { "External", "Cuda", "gpu", "cuda", "Cuda", "as asked for" },
    };

    public static TheoryData<string, string, string, string, string> Refused { get; } = new()
    {
        // build, asked, driver, libtorch, part of the message
        { "Cpu", "Cuda", "gpu", "-", "this is a cpu build" },
        { "Cpu", "External", "gpu", "-", "TorchBackend=external" },
        { "Cpu", "Auto", "gpu", "cuda", "a second one in the same process ends it" },
        { "Cuda", "Cuda", "none", "-", "no NVIDIA GPU" },
        { "Cuda", "Cuda", "no driver", "-", "libcuda.so.1 does not load" },
        { "Cuda", "External", "gpu", "cuda", "a second one in the same process ends it" },
        { "External", "Auto", "gpu", "-", "Name an installation with --libtorch" },
        { "External", "Cuda", "gpu", "cpu", "has no libtorch_cuda.so" },
        { "External", "Cuda", "none", "cuda", "no NVIDIA GPU" },
    };

    [Theory]
    [MemberData(nameof(Met))]
    public void A_request_that_can_be_met_says_what_was_picked_and_why(string build, string asked, string driver, string libtorch, string device, string reason)
    {
        var choice = Decide(build, asked, driver, libtorch);

        Assert.Equal(Enum.Parse<DeviceClass>(device), choice.DeviceClass);
        Assert.Contains(reason, choice.Explanation, StringComparison.Ordinal);
        Assert.EndsWith(".", choice.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_request_that_cannot_be_met_says_what_to_do(string build, string asked, string driver, string libtorch, string reason) =>
        Assert.Contains(reason, Assert.Throws<HarnessException>(() => Decide(build, asked, driver, libtorch)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_combination_is_decided_or_refused_with_a_sentence()
    {
        foreach (var build in Enum.GetNames<TorchBackend>())
        {
            foreach (var asked in Enum.GetNames<BackendPreference>())
            {
                foreach (var driver in (string[])["none", "no driver", "gpu"])
                {
                    foreach (var libtorch in (string[])["-", "cpu", "cuda"])
                    {
                        var fault = Record.Exception(() => Decide(build, asked, driver, libtorch));
                        Assert.True(fault is null or HarnessException, $"{build} {asked} {driver} {libtorch}: {fault}");
                    }
                }
            }
        }
    }

    [Fact]
    public void An_unknown_backend_is_named_with_the_known_ones() =>
        Assert.Equal(
            "There is no backend 'gpu'. Known backends: auto, cpu, cuda, external.",
            Assert.Throws<HarnessException>(() => BackendRequest.Parse("gpu", null)).Message);

    private static BackendChoice Decide(string build, string asked, string driver, string libtorch) => BackendChoice.Decide(
        Enum.Parse<TorchBackend>(build),
        Enum.Parse<BackendPreference>(asked),
        driver switch { "gpu" => Gpu, "no driver" => GpuWithoutDriver, _ => NoGpu },
        libtorch switch { "cpu" => CpuLibtorch, "cuda" => CudaLibtorch, _ => null });
}
