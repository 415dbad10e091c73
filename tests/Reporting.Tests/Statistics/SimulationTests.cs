using System.Globalization;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Levels, coverages and powers are what the methods promise, within three Monte-Carlo standard errors.</summary>
public sealed class SimulationTests
{
    private const int Repetitions = 4_000;

    public static TheoryData<string> Names() => [.. SimulatedSituations.All.Select(situation => situation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rate_is_as_promised(string name)
    {
        var situation = SimulatedSituations.All.Single(candidate => candidate.Name == name);
        var rate = situation.Run(Repetitions);
        Assert.True(situation.IsKeptBy(rate), string.Create(CultureInfo.InvariantCulture,
            $"{rate.Value:F4} of {rate.Repetitions} where {situation.Promised:F4} is promised, Monte-Carlo standard error {rate.StandardErrorAround(situation.Promised):F4}."));
    }

    /// <summary>Minutes long: writes the table in docs/statistics.md.</summary>
    [SimulationTableFact]
    public void The_table_of_simulated_rates_is_written()
    {
        var rows = from situation in SimulatedSituations.All
                   let rate = situation.Run(200_000)
                   select string.Create(CultureInfo.InvariantCulture,
                       $"| {situation.Method} | {situation.World} | {situation.Promised:F4} | {rate.Value:F4} | {rate.StandardErrorAround(rate.Value):F4} | {rate.Repetitions:N0} |");
        File.WriteAllLines(SimulationTableFactAttribute.Path!,
            ["| Method | World | Promised | Measured | Monte-Carlo s.e. | Repetitions |", "|---|---|---:|---:|---:|---:|", .. rows]);
    }
}
