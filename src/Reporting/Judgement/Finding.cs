using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Judgement;

/// <summary>What a rule found; the claim's own text is added by <see cref="Judge"/>.</summary>
/// <param name="Effect">The measured value with its interval, for a table.</param>
/// <param name="PValue">Null where no test was made.</param>
/// <param name="N">Seeds of the smaller arm; null where no runs are involved.</param>
/// <param name="Alpha">The significance that <paramref name="PValue"/> is compared with.</param>
internal sealed record Finding(
    Verdict Verdict, string Reason, string? Effect = null, double? PValue = null, int? N = null, double Alpha = 0.05)
{
    public static Finding NotTested(string reason) => new(Verdict.NotTested, reason);
}
