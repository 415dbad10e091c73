using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Commands;

namespace Harness.Reporting.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _results.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(0, "3 of the 4 claims that the synthetic-quick plan promises are reproduced, 1 inconclusive; none contradicted.", Verdict.Reproduced, Verdict.Reproduced, Verdict.Inconclusive, Verdict.Reproduced)]
    [InlineData(1, "1 of the 3 claims that the synthetic-quick plan promises were not reproduced:", Verdict.Reproduced, Verdict.NotReproduced, Verdict.Inconclusive)]
    [InlineData(1, "1 of the 2 claims that the synthetic-quick plan promises could not be tested:", Verdict.NotTested, Verdict.Reproduced)]
    [InlineData(1, "None of the 2 claims that the synthetic-quick plan promises could be decided", Verdict.Inconclusive, Verdict.Inconclusive)]
    public async Task The_verdicts_decide(int exitCode, string sentence, params Verdict[] verdicts)
    {
        await Judge(promised: true, verdicts);
        Assert.Equal(exitCode, await Run("verify"));
        Assert.Contains(sentence, $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "2 of the 2 claims that the synthetic-quick plan promises are reproduced, 0 inconclusive; none contradicted.", Verdict.Reproduced, Verdict.Reproduced)]
    [InlineData(1, "1 of the 2 claims that the synthetic-quick plan promises are left inconclusive:", Verdict.Reproduced, Verdict.Inconclusive)]
    [InlineData(1, "1 of the 2 claims that the synthetic-quick plan promises were not reproduced:", Verdict.NotReproduced, Verdict.Inconclusive)]
    [InlineData(1, "1 of the 2 claims that the synthetic-quick plan promises are left inconclusive:", Verdict.NotReproduced, Verdict.Inconclusive)]
    public async Task A_strict_verification_lets_no_claim_open(int exitCode, string sentence, params Verdict[] verdicts)
    {
        await Judge(promised: true, verdicts);
        Assert.Equal(exitCode, await Run("verify", "--strict"));
        Assert.Contains(sentence, $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_plan_does_not_promise_is_named_and_decides_nothing()
    {
        await Judge(promised: false, Verdict.NotReproduced, Verdict.Inconclusive, Verdict.NotTested, Verdict.Reproduced);
        Rewrite(record => record with { Verdicts = [.. record.Verdicts.Select(verdict => verdict with { Promised = verdict.Verdict == Verdict.Reproduced })] });
        Assert.Equal(0, await Run("verify", "--strict"));
        Assert.Contains("not reproduced, and not promised: ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of the 1 claims", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_on_another_analysis_are_refused()
    {
        await Judge(promised: true, Verdict.Reproduced);
        Rewrite(record => record with { AnalysisSha256 = new string('0', 64) });

        Assert.Equal(1, await Run("verify"));
        Assert.Contains("was made from another analysis", _error.ToString(), StringComparison.Ordinal);
    }

    private async Task Judge(bool promised, params Verdict[] verdicts)
    {
        Assert.Equal(0, await Run("analyse"));
        Assert.Equal(0, await Run("judge"));
        Rewrite(record => record with { Verdicts = [.. verdicts.Zip(record.Verdicts, (verdict, claim) => claim with { Verdict = verdict, Promised = promised })] });
    }

    private void Rewrite(Func<VerdictsRecord, VerdictsRecord> change)
    {
        var type = HarnessJson.Default.VerdictsRecord;
        var path = _results.Layout.Verdicts;
        RecordFile.Write(path, change(RecordFile.Read(path, type, VerdictsRecord.SchemaName)), type);
    }

    private Task<int> Run(string verb, params string[] more) =>
        CommandLine.Run(
            new RootCommand { AnalyseCommand.Create(), JudgeCommand.Create(), VerifyCommand.Create() },
            [verb, "--plan", _results.Plan.Name, "--results", _results.Folder, .. more],
            _output,
            _error);
}
