using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Judgement;

/// <summary>What a rule found; the claim's own text is added by <see cref="Judge"/>.</summary>
/// <param name="Effect">The measured value with its interval, for a table.</param>
internal sealed record Finding(Verdict Verdict, string Reason, string? Effect = null)
{
    /// <summary>Null where nothing was measured over seeds.</summary>
    public VerdictTest? Test { get; init; }

    /// <summary>Two-sided; null where no test was possible.</summary>
    public double? PValue { get; init; }

    /// <summary>After Holm's correction over the family.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Seeds of the smaller arm; null where no runs are involved.</summary>
    public int? N { get; init; }

    public int? FurtherSeeds { get; init; }

    /// <summary>The plan has all that a verdict needs: the arms, and enough planned seeds of each.</summary>
    public bool IsPlanned { get; init; } = true;

    public static Finding NotTested(string reason) => new(Verdict.NotTested, reason) { IsPlanned = false };
}
