using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

public sealed class FaultTallyTests
{
    [Fact]
    public void Faults_done_to_what_was_harmed_are_not_counted_as_survived()
    {
        var tally = new FaultTally();
        tally.Add(Fault.WorkerKilled);
        tally.Add(Fault.DiskFull);
        tally.Conclude(isUnharmed: true);
        tally.Add(Fault.DiskFull);
        tally.Conclude(isUnharmed: false);
        Assert.Equal(3, tally.Total);
        Assert.Equal(
            """
            fault                injected  survived
            -------------------  --------  --------
            SIGKILL of a worker         1         1
            disk full                   2         1
            all                         3         2

            """,
            tally.ToString());
    }

    [Fact]
    public void Every_fault_has_a_name() =>
        Assert.Equal(Enum.GetValues<Fault>().Length, Enum.GetValues<Fault>().Select(FaultTally.NameOf).Distinct().Count());
}
