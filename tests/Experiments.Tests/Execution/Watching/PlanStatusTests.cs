using Harness.Contracts.Plans;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Tests.Execution.Watching;

public sealed class PlanStatusTests
{
    private static readonly RunId First = new("plain-8", 1);
    private static readonly RunId Second = new("plain-8", 2);

    [Fact]
    public void What_files_say_stands_beside_what_the_scheduler_says() => Assert.Equal(
        """
        run             state     epoch  steps  train error  test error  Slurm
        --------------  --------  -----  -----  -----------  ----------  -----------------------
        plain-8/seed-1  finished    3/3  100 %       8.25 %     12.50 %  job 6_1 COMPLETED on n2
        plain-8/seed-2  stopped     2/3   57 %       9.00 %              job 6_2 FAILED on n1

        2 runs: 1 stopped, 1 finished.

        """,
        new PlanStatus(
            [(First, Seen(ObservedState.Finished, 21, 3, 0.0825, 0.125)), (Second, Seen(ObservedState.Stopped, 12, 2, 0.09, null))],
            ("Slurm", run => run == First ? "job 6_1 COMPLETED on n2" : "job 6_2 FAILED on n1")).ToString());

    [Theory]
    [InlineData(ObservedState.Finished, 0)]
    [InlineData(ObservedState.Diverged, 0)]
    [InlineData(ObservedState.Failed, 1)]
    [InlineData(ObservedState.Waiting, 75)]
    [InlineData(ObservedState.Running, 75)]
    [InlineData(ObservedState.Stopped, 75)]
    internal void The_exit_code_tells_whether_there_is_more_to_wait_for(ObservedState other, int exitCode) => Assert.Equal(
        exitCode,
        new PlanStatus([(First, Seen(ObservedState.Finished, 21, 3, 0.1, 0.1)), (Second, Seen(other, 12, 2, null, null))], scheduler: null).ExitCode);

    private static ObservedRun Seen(ObservedState state, int steps, int epoch, double? train, double? test) =>
        new(state, steps, 21, epoch, 3, train, test, 0, 0, 0, null);
}
