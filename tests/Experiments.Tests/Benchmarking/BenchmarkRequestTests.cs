using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Benchmarking;
using Harness.Experiments.Models;

namespace Harness.Experiments.Tests.Benchmarking;

public sealed class BenchmarkRequestTests
{
    [Fact]
    public void Without_wishes_a_cpu_measures_the_acceptance_models_in_every_arithmetic_it_has()
    {
        var request = BenchmarkRequest.Create(DeviceClass.Cpu, [], [], [], 5, 2);
        Assert.Equal(["resnet-18", "resnet-20", "resnet-56"], request.Models);
        Assert.Equal(BenchmarkRequest.Supported(DeviceClass.Cpu), request.Settings.Select(setting => setting.Precision));
        Assert.Contains(Precision.Float32, request.Settings.Select(setting => setting.Precision));
    }

    [Fact]
    public void A_gpu_measures_three_arithmetics_with_one_worker_and_more_workers_in_the_usual_one()
    {
        var request = BenchmarkRequest.Create(DeviceClass.Cuda, [], [], [], 5, 2);
        Assert.Equal(
            [
                new(Precision.Float32, 1), new(Precision.TensorFloat32, 1), new(Precision.Bfloat16, 1),
                new(Precision.Bfloat16, 2), new(Precision.Bfloat16, 3), new(Precision.Bfloat16, 4),
            ],
            request.Settings);
    }

    [Fact]
    public void Automatic_precision_is_settled_and_measured_once()
    {
        var request = BenchmarkRequest.Create(DeviceClass.Cuda, ["plain-20"], [Precision.Auto, Precision.Bfloat16], [2], 1, 0.5);
        Assert.Equal([new BenchmarkSetting(Precision.Bfloat16, 2)], request.Settings);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Contains("Known models: resnet-18", Fault(() => BenchmarkRequest.Create(DeviceClass.Cpu, ["resnet-19"], [], [], 1, 1)), StringComparison.Ordinal);
        Assert.Contains("A CPU has no TF32", Fault(() => BenchmarkRequest.Create(DeviceClass.Cpu, [], [Precision.TensorFloat32], [], 1, 1)), StringComparison.Ordinal);
        Assert.Contains("at least 1", Fault(() => BenchmarkRequest.Create(DeviceClass.Cpu, [], [], [], 0, 1)), StringComparison.Ordinal);
        Assert.Contains("above 0", Fault(() => BenchmarkRequest.Create(DeviceClass.Cpu, [], [], [], 1, double.NaN)), StringComparison.Ordinal);
        Assert.Contains("--workers-per-device", Fault(() => BenchmarkRequest.Create(DeviceClass.Cpu, [], [], [0], 1, 1)), StringComparison.Ordinal);
    }

    // Every layer of the real network is there, with one channel (a bottleneck's last convolution has four): less than a thousandth of the arithmetic.
    [Fact]
    public void The_network_without_arithmetic_has_all_the_layers_and_one_channel()
    {
        foreach (var model in BenchmarkModels.Names.Select(BenchmarkModels.Find))
        {
            var empty = BenchmarkModels.WithoutArithmetic(model);
            var (full, one) = (NetworkBlueprint.Of(model, 10), NetworkBlueprint.Of(empty, 10));
            Assert.Equal(full.Stages.Select(stage => stage.Count), one.Stages.Select(stage => stage.Count));
            Assert.All(one.Stages.SelectMany(stage => stage), block => Assert.Equal(1, block.Planes));
            Assert.True(1_000 * ResidualArchitecture.OfCifar("", "", empty).Macs < BenchmarkModels.Recipe.BatchSize * ResidualArchitecture.OfCifar("", "", model).Macs);
        }
    }

    private static string Fault(Action action) => Assert.Throws<HarnessException>(action).Message;
}
