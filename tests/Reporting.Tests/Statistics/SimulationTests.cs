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

    /// <summary>
    /// The table in docs/statistics.md has a row for every situation, with what is promised, and its measured rates keep it. Where the environment variable
    /// HARNESS_SIMULATION_TABLE names a file, the table is made anew in that file, which takes minutes.
    /// </summary>
    [Fact]
    public void The_table_in_the_documentation_is_of_these_situations()
    {
        if (Environment.GetEnvironmentVariable("HARNESS_SIMULATION_TABLE") is { Length: > 0 } path)
        {
            File.WriteAllLines(path, SimulatedSituations.All.Select(situation => Row(situation, situation.Run(200_000))));
        }

        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "statistics.md"))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 6)
            .ToDictionary(cells => (cells[0], cells[1]));
        foreach (var situation in SimulatedSituations.All)
        {
            Assert.True(rows.TryGetValue((situation.Method, situation.World), out var cells), $"There is no row for {situation.Name}.");
            Assert.Equal(situation.Promised, Number(cells[2]), 0.00005);
            Assert.True(situation.IsKeptBy(new SimulatedRate(Number(cells[3]), (int)Number(cells[5]))), situation.Name);
        }
    }

    private static string Row(SimulatedSituation situation, SimulatedRate rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {situation.Method} | {situation.World} | {situation.Promised:F4} | {rate.Value:F4} | {rate.StandardErrorAround(rate.Value):F4} | {rate.Repetitions:N0} |");

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture);
}
