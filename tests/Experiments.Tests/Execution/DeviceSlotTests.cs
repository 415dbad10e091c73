using System.Diagnostics;
using FsCheck.Xunit;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class DeviceSlotTests
{
    [Theory]
    // cores, free GiB, asked, runs, slots: one a core as far as memory goes, 2 GiB each.
    [InlineData(8, 64, null, 20, 8)]
    [InlineData(8, 7, null, 20, 3)]
    [InlineData(8, 0.5, null, 20, 1)]
    [InlineData(8, double.PositiveInfinity, null, 20, 8)]
    [InlineData(8, 64, null, 3, 3)]
    [InlineData(2, 4, 5, 20, 5)]
    [InlineData(2, 4, 5, 0, 1)]
    public void On_a_CPU_there_is_a_slot_a_core_or_what_was_asked_for(int cores, double memory, int? asked, int runs, int expected)
    {
        var slots = DeviceSlot.OnCpu(cores, memory, asked, runs);

        Assert.Equal(expected, slots.Count);
        Assert.All(slots, slot => Assert.Null(slot.Gpu));
        Assert.Equal(expected, DeviceSlot.Speed(slots, DeviceClass.Cpu));
    }

    [Theory]
    [InlineData("0,1", null, 20, "0 1")]
    [InlineData("0,1", 2, 20, "0 1 0 1")]
    [InlineData("0,1", 2, 3, "0 1 0")]
    [InlineData("GPU-a,GPU-b,GPU-c", 1, 2, "GPU-a GPU-b")]
    public void Every_GPU_gets_as_many_slots_dealt_in_rounds(string gpus, int? asked, int runs, string expected) =>
        Assert.Equal(expected, string.Join(' ', DeviceSlot.OnGpus(gpus.Split(','), asked, runs).Select(slot => slot.Gpu)));

    [Theory]
    [InlineData("3", 2)]
    [InlineData("", 1)]
    public void A_single_GPU_is_left_to_the_environment(string gpu, int workers)
    {
        var slots = DeviceSlot.OnGpus(gpu.Split(',', StringSplitOptions.RemoveEmptyEntries), workers, 20);

        Assert.Equal(Enumerable.Repeat(new DeviceSlot(Gpu: null), workers), slots);
        Assert.Equal(1, DeviceSlot.Speed(slots, DeviceClass.Cuda));
    }

    [Theory]
    // As CUDA reads it: by number or UUID, up to the first entry that means nothing; the driver's count says how far that is.
    [InlineData(4, null, "0 1 2 3")]
    [InlineData(2, "4, 6", "4 6")]
    [InlineData(2, "GPU-8932f937,MIG-1,-1,3", "GPU-8932f937 MIG-1")]
    [InlineData(0, "", "")]
    [InlineData(0, "-1", "")]
    public void GPUs_are_picked_from_those_that_the_environment_allows(int count, string? visible, string expected) =>
        Assert.Equal(expected, string.Join(' ', DeviceSlot.VisibleGpus(count, visible)));

    [Fact]
    public void A_worker_sees_its_GPU_alone_and_without_one_what_the_environment_allows()
    {
        var start = new ProcessStartInfo("worker");
        var inherited = start.Environment.TryGetValue(DeviceSlot.VisibleDevices, out var value) ? value : null;

        new DeviceSlot(Gpu: null).AssignTo(start);
        Assert.Equal(inherited, start.Environment.TryGetValue(DeviceSlot.VisibleDevices, out value) ? value : null);

        new DeviceSlot("GPU-a").AssignTo(start);
        Assert.Equal("GPU-a", start.Environment[DeviceSlot.VisibleDevices]);
    }

    [Property]
    public void Slots_never_outnumber_the_runs_and_differ_by_at_most_one_a_GPU(byte gpus, byte workers, byte runs)
    {
        var slots = DeviceSlot.OnGpus([.. Enumerable.Range(0, gpus % 9).Select(number => $"{number}")], (workers % 5) + 1, runs);

        Assert.InRange(slots.Count, 1, Math.Max((int)runs, 1));
        var loads = slots.CountBy(slot => slot.Gpu ?? "").Select(pair => pair.Value).ToList();
        Assert.InRange(loads.Max() - loads.Min(), 0, 1);
    }
}
