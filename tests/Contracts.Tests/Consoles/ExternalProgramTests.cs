using Harness.Contracts.Consoles;

namespace Harness.Contracts.Tests.Consoles;

public sealed class ExternalProgramTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_program_that_hangs_is_stopped_and_the_sentence_says_what_to_do()
    {
        var fault = await Assert.ThrowsAsync<HarnessException>(
            () => ExternalProgram.RunAsync("sleep", ["60"], TimeSpan.FromSeconds(1), "Look at the clock.", CancellationToken.None));

        Assert.Equal("sleep did not finish within 1 seconds and was stopped. Look at the clock.", fault.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_no_crash() =>
        Assert.Null(await ExternalProgram.RunAsync("/nonexistent/program", [], Long, "", CancellationToken.None));

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are_and_both_streams_come_back()
    {
        var result = await ExternalProgram.RunAsync("sh", ["-c", "printf '%s' \"$1\"; echo fault >&2; exit 7", "sh", "a 'b' $HOME `x`"], Long, "", CancellationToken.None);

        Assert.Equal(new ProgramResult(7, "a 'b' $HOME `x`", "fault\n"), result);
    }
}
