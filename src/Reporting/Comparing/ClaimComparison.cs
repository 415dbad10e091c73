using Harness.Contracts.Comparisons;

namespace Harness.Reporting.Comparing;

/// <summary>The verdicts of two sets, claim by claim.</summary>
internal static class ClaimComparison
{
    /// <summary>In the order of A's verdicts, then the claims that only B's ledger has.</summary>
    public static IReadOnlyList<ComparedClaim> Between(ResultSet a, ResultSet b)
    {
        var (left, right) = (a.Verdicts.Verdicts.ToDictionary(claim => claim.Claim), b.Verdicts.Verdicts.ToDictionary(claim => claim.Claim));
        return
        [
            .. from id in left.Keys.Union(right.Keys)
               let first = left.GetValueOrDefault(id)
               let second = right.GetValueOrDefault(id)
               select new ComparedClaim(
                   id, (first ?? second)!.Statement, first?.Verdict, second?.Verdict, first?.Effect, second?.Effect, first?.Verdict != second?.Verdict),
        ];
    }
}
