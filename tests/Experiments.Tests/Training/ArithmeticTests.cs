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

    [Fact]
    public void Tensor_float_32_on_a_cpu_is_refused_before_anything_is_trained()
    {
        var fault = Assert.Throws<HarnessException>(() => MachineInspection.Resolve(Precision.TensorFloat32, DeviceClass.Cpu));
        Assert.Contains("NVIDIA", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Precision.TensorFloat32, MachineInspection.Resolve(Precision.TensorFloat32, DeviceClass.Cuda));
    }
}
