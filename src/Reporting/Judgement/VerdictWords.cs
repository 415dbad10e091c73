using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Judgement;

/// <summary>Verdicts as people read them.</summary>
internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not reproduced",
        Verdict.Inconclusive => "inconclusive",
        _ => "not tested",
    };
}
