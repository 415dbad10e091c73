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
    [InlineData(0, "3 of 4 claims reproduced, 1 inconclusive, 0 not tested; none contradicted.", Verdict.Reproduced, Verdict.Reproduced, Verdict.Inconclusive, Verdict.Reproduced)]
    [InlineData(1, "1 of 3 claims were not reproduced by the", Verdict.Reproduced, Verdict.NotReproduced, Verdict.Inconclusive)]
    [InlineData(1, "None of the 2 claims could be decided", Verdict.NotTested, Verdict.Inconclusive)]
    public async Task The_verdicts_decide(int exitCode, string sentence, params Verdict[] verdicts)
    {
        await Judge();
        Rewrite(record => record with { Verdicts = [.. verdicts.Zip(record.Verdicts, (verdict, claim) => claim with { Verdict = verdict })] });

        Assert.Equal(exitCode, await Run("verify"));
        Assert.Contains(sentence, $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "2 of 3 claims reproduced, 0 inconclusive, 1 not tested; none contradicted.", Verdict.Reproduced, Verdict.NotTested, Verdict.Reproduced)]
    [InlineData(1, "1 of 3 claims are left inconclusive by the synthetic-quick plan:", Verdict.Reproduced, Verdict.Inconclusive, Verdict.NotTested)]
    [InlineData(1, "1 of 2 claims were not reproduced by the synthetic-quick plan:", Verdict.NotReproduced, Verdict.Inconclusive)]
    [InlineData(1, "1 of 2 claims are left inconclusive by the synthetic-quick plan:", Verdict.NotReproduced, Verdict.Inconclusive)]
    public async Task A_strict_verification_lets_no_claim_open(int exitCode, string sentence, params Verdict[] verdicts)
    {
        await Judge();
        Rewrite(record => record with { Verdicts = [.. verdicts.Zip(record.Verdicts, (verdict, claim) => claim with { Verdict = verdict })] });

        Assert.Equal(exitCode, await Run("verify", "--strict"));
        Assert.Contains(sentence, $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_on_another_analysis_are_refused()
    {
        await Judge();
        Rewrite(record => record with { AnalysisSha256 = new string('0', 64) });

        Assert.Equal(1, await Run("verify"));
        Assert.Contains("was made from another analysis", _error.ToString(), StringComparison.Ordinal);
    }

    private async Task Judge()
    {
        Assert.Equal(0, await Run("analyse"));
        Assert.Equal(0, await Run("judge"));
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
