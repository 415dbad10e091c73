namespace Harness.EndToEnd.Tests;

/// <summary>The Verify target's own part on the committed results: nothing is trained or written.</summary>
public sealed class VerifyTargetTests
{
    [Fact]
    public async Task The_committed_results_pass_and_their_inconclusive_claims_fail_a_strict_verification()
    {
        var (exitCode, output) = await Verify();
        Assert.True(exitCode == 0, output);
        Assert.Contains("checked; no faults.", output, StringComparison.Ordinal);
        Assert.Contains("none contradicted.", output, StringComparison.Ordinal);

        (exitCode, output) = await Verify("--strict");
        Assert.Equal(1, exitCode);
        Assert.Contains("checked; no faults.", output, StringComparison.Ordinal);
        Assert.Contains("claims that the quick plan promises are left inconclusive:", output, StringComparison.Ordinal);
        Assert.Contains("reporting verify ended with exit code 1", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output)> Verify(params string[] more) =>
        Programs.Cake(["--target=Verify", "--exclusive", "--plan=quick", .. more]);
}
