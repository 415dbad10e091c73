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
