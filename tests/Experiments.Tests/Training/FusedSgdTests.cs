using Harness.Contracts.Plans;
using Harness.Experiments.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace Harness.Experiments.Tests.Training;

public sealed class FusedSgdTests
{
    // torch.optim.SGD of PyTorch 1.13 (Debian): p = [1, -2, 0.5], gradient = 3 p in every step, lr 0.1, momentum 0.9, weight decay 0.01. Made by sgd.py beside this file.
    [Theory]
    [InlineData(true, new[] { -0.3497214f, 0.6994428f, -0.17486070f })]
    [InlineData(false, new[] { -0.28099617f, 0.56199235f, -0.14049809f })]
    public void Three_steps_end_where_pytorchs_do(bool nesterov, float[] expected)
    {
        using var scope = torch.NewDisposeScope();
        var parameter = new Parameter(torch.tensor(new[] { 1f, -2f, 0.5f }));
        using var optimizer = new FusedSgd([parameter], SyntheticPlan.Recipe with { LearningRate = 0.1, WeightDecay = 0.01, Nesterov = nesterov });
        for (var step = 0; step < 3; step++)
        {
            parameter.pow(2).mul(1.5f).sum().backward();
            optimizer.Step(0.1);
            Assert.Null(parameter.grad);
        }

        Assert.Equal(expected, parameter.data<float>().ToArray(), new FloatComparer(1e-6f));
    }

    private sealed class FloatComparer(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float obj) => 0;
    }
}
