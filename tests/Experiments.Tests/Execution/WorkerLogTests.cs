using Harness.Contracts;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class WorkerLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_line_goes_behind_those_of_earlier_workers_and_the_last_words_are_this_workers()
    {
        var path = Path.Combine(_folder, "deep", "worker.log");
        using (var first = new WorkerLog(path))
        {
            first.Hear("an earlier fault");
        }

        using var log = new WorkerLog(path);
        Assert.Equal("The worker said nothing.", log.LastWords);
        foreach (var line in new[] { "one", "two", "", null, "three", "four" })
        {
            log.Hear(line);
        }

        Assert.Equal("two\nthree\nfour", log.LastWords);
        Assert.Equal("an earlier fault\none\ntwo\nthree\nfour\n", File.ReadAllText(path));
    }

    // As libtorch 2.10 and .NET 10 wrote it when a limit was set to a worker's memory, shortened.
    [Fact]
    public void Frames_of_a_stack_go_to_the_file_and_what_failed_is_remembered()
    {
        var path = Path.Combine(_folder, "worker.log");
        using var log = new WorkerLog(path);
        foreach (var line in new[]
        {
            "Unhandled exception. System.Runtime.InteropServices.ExternalException (0x80004005): [enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 52428800 bytes. Error code 12 (Cannot allocate memory)",
            "frame #0: c10::ThrowEnforceNotMet(char const*, int, char const*)",
            "frame #1: c10::alloc_cpu(unsigned long) + 0x358",
            "   at TorchSharp.torch.CheckForErrors()",
            "   at Program.<Main>(String[] args)",
            "   --- End of inner exception stack trace ---",
            "--- End of stack trace from previous location ---",
        })
        {
            log.Hear(line);
        }

        Assert.EndsWith("Error code 12 (Cannot allocate memory)", log.LastWords, StringComparison.Ordinal);
        Assert.Contains("frame #1: c10::alloc_cpu", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(134, "DefaultCPUAllocator: can't allocate memory: you tried to allocate 52428800 bytes.", true)]
    [InlineData(134, "CUDA out of memory. Tried to allocate 20.00 MiB.", true)]
    [InlineData(134, "Out of memory.", true)]
    [InlineData(134, "  what():  std::bad_alloc", true)]
    [InlineData(1, "experiments: Cannot load libLibTorchSharp.so: libgomp.so.1: failed to map segment from shared object The kernel gave no memory for it", true)]
    [InlineData(137, "The worker said nothing.", true)]
    [InlineData(139, "The worker said nothing.", true)]
    [InlineData(134, "terminate called after throwing an instance of 'dnnl::error'", true)]
    [InlineData(135, "The worker said nothing.", true)]
    [InlineData(132, "The worker said nothing.", false)]
    [InlineData(1, "experiments: There is no plan 'x'.", false)]
    public void Where_memory_may_be_missing_it_is_said_what_to_do(int exitCode, string lastWords, bool isMemory)
    {
        var explanation = new WorkerEnd(exitCode, lastWords).Explanation;
        Assert.StartsWith(lastWords, explanation, StringComparison.Ordinal);
        Assert.Equal(isMemory, explanation.Contains("--workers-per-device 1", StringComparison.Ordinal));
    }

    // /dev/full answers every write as a full disk does.
    [Fact]
    public void A_full_disk_costs_the_file_and_not_the_words()
    {
        using var log = new WorkerLog("/dev/full");

        log.Hear("Cannot write the metrics.");
        log.Hear("That was all.");

        Assert.Equal("Cannot write the metrics.\nThat was all.", log.LastWords);
    }

    [Fact]
    public void A_place_where_no_file_can_be_is_a_sentence()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        Assert.Contains("Make the results folder writable", Assert.Throws<HarnessException>(() => new WorkerLog(Path.Combine(_folder, "file", "worker.log"))).Message, StringComparison.Ordinal);
    }
}
