using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>A verdict in words; colour is never the only sign of it.</summary>
internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "Reproduced",
        Verdict.NotReproduced => "Not reproduced",
        Verdict.Inconclusive => "Inconclusive",
        _ => "Not tested",
    };
}
