using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;

namespace Harness.Reporting.Claims;

/// <summary>All published claims, from every JSON file of one folder in the order of the files' names. Adding a claim touches one of them.</summary>
internal sealed class ClaimsLedger
{
    private ClaimsLedger(IReadOnlyList<LedgerEntry> entries, string sha256) => (Entries, Sha256) = (entries, sha256);

    /// <summary>The folder that is built beside the program.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "Claims");

    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>Over the files' names and digests.</summary>
    public string Sha256 { get; }

    /// <exception cref="HarnessException">There is no ledger, or it has faults; all of them are named.</exception>
    public static ClaimsLedger Read(string folder)
    {
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        if (paths.Count == 0)
        {
            throw new HarnessException($"There are no claims in {folder}. Expected *.json files of the schema {ClaimsFile.SchemaName} there.");
        }

        var files = paths.ConvertAll(path => (Path: path, Content: RecordFile.Read(path, HarnessJson.Default.ClaimsFile, ClaimsFile.SchemaName)));
        var problems = files.SelectMany(file => LedgerProblems.In(file.Content).Select(problem => $"{Path.GetFileName(file.Path)}: {problem}")).ToList();
        problems.AddRange(
            from file in files
            from claim in file.Content.Claims
            group claim by claim.Id into same
            where same.Count() > 1
            select $"the claim '{same.Key}' stands there {same.Count()} times");
        problems.AddRange(
            from file in files
            group file by file.Content.Title into same
            where same.Count() > 1
            select $"the title '{same.Key}' stands over {same.Count()} files; it names a family, which is one file");
        if (problems.Count > 0)
        {
            throw new HarnessException($"The claims in {folder} have {problems.Count} fault(s):\n{string.Join('\n', problems.Select(problem => "  - " + problem))}");
        }

        return new ClaimsLedger(
            [.. from file in files from claim in file.Content.Claims select new LedgerEntry(claim, file.Content.Title, ConditionsOf(claim, file.Content))],
            ContentDigest.OfText(string.Concat(paths.Select(path => $"{Path.GetFileName(path)} {ContentDigest.OfFile(path)}\n"))));
    }

    /// <summary>
    /// Whether a plan stands up for a claim: the plan is made to decide it, and nothing in the literature speaks against it. A plan that no claim names is somebody's
    /// own; it stands up for what it can decide.
    /// </summary>
    /// <param name="isPlanned">The plan has the arms and the seeds for a verdict.</param>
    public bool Promises(Claim claim, string plan, bool isPlanned) =>
        claim is { Disputed: null, Rule: not NotTestableRule }
        && (claim.Plans is null || (Entries.Any(entry => entry.Claim.Plans?.Contains(plan) == true) ? claim.Plans.Contains(plan) : isPlanned));

    private static PublishedConditions? ConditionsOf(Claim claim, ClaimsFile file) => claim.Rule switch
    {
        WithinMarginRule rule => file.Conditions![rule.Conditions],
        LimitRule { Conditions: { } conditions } => file.Conditions![conditions],
        _ => null,
    };
}

/// <summary>A claim with the family it belongs to and the conditions it names, if it names any.</summary>
internal sealed record LedgerEntry(Claim Claim, string Family, PublishedConditions? Conditions);
