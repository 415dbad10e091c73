using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Tests.Benchmarking;

public sealed class MeasurementTests
{
    [Fact]
    public void A_measurement_is_read_as_it_was_written()
    {
        var measurement = new Measurement(123.456, 0.00125, 27_720, null, IsResidentSet: false);
        Assert.Equal(measurement, Measurement.FromLine(measurement.ToLine()));
    }

    // As peer.py printed it under Debian's PyTorch.
    [Fact]
    public void What_the_peer_prints_is_read()
    {
        var found = PeerMeasurement.FromLine("""{"images_per_second": 209.96669179030084, "torch_version": "1.13.0a0", "torchvision_version": "0.14.1a0", "threads": 1, "images": "noise", "precision": "tensor_float32"}""");
        Assert.Equal(new PeerMeasurement(209.96669179030084, "1.13.0a0", "0.14.1a0", 1, "noise", Precision.TensorFloat32), found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("Segmentation fault")]
    [InlineData("""{"images_per_second": 209.9}""")]
    [InlineData("""{"images_per_second": NaN, "torch_version": "2", "torchvision_version": "0", "threads": 1, "images": "noise", "precision": "float32"}""")]
    public void Anything_else_is_named_with_what_was_expected(string line)
    {
        var fault = Assert.Throws<HarnessException>(() => PeerMeasurement.FromLine(line));
        Assert.Contains("Expected a measurement as one line of JSON", fault.Message, StringComparison.Ordinal);
    }
}
