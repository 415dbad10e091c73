using Harness.Contracts.Plans;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class ConvolutionCheckTests
{
    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Bfloat16)]
    public void This_machine_computes_a_convolution_and_its_gradient(Precision precision) =>
        ConvolutionCheck.Run(TorchRuntime.Load(BackendChoice.For(BackendRequest.Parse("cpu", null))), precision);
}
