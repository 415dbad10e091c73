using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Training;

public sealed class ArithmeticTests
{
    [Fact]
    public void One_thread_takes_every_sum_on_a_cpu()
    {
        torch.set_num_threads(2);
        Arithmetic.Settle(DeviceClass.Cpu, Precision.Float32, deterministic: true);
        Assert.Equal(1, torch.get_num_threads());
    }

    // Settings of libtorch's context that no CPU kernel of ours reads: setting them here shows that the functions are there and take their arguments.
    [Fact]
    public void Deterministic_algorithms_can_be_asked_for_and_given_up()
    {
        using var scope = torch.NewDisposeScope();
        LibtorchSwitches.UseDeterministicAlgorithms(true);
        try
        {
            Assert.Equal(4, torch.ones(2, 2).matmul(torch.ones(2, 1)).sum().item<float>());
        }
        finally
        {
            LibtorchSwitches.UseDeterministicAlgorithms(false);
        }
    }

    [Fact]
    public void Tensor_float_32_on_a_cpu_is_refused_before_anything_is_trained()
    {
        var fault = Assert.Throws<HarnessException>(() => MachineInspection.Resolve(Precision.TensorFloat32, DeviceClass.Cpu));
        Assert.Contains("NVIDIA", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Precision.TensorFloat32, MachineInspection.Resolve(Precision.TensorFloat32, DeviceClass.Cuda));
    }
}
