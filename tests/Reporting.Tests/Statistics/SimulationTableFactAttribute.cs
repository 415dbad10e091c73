namespace Harness.Reporting.Tests.Statistics;

/// <summary>Runs only where the environment variable HARNESS_SIMULATION_TABLE names the file to write.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SimulationTableFactAttribute : FactAttribute
{
    public SimulationTableFactAttribute()
    {
        if (Path is null)
        {
            Skip = "takes minutes; set HARNESS_SIMULATION_TABLE to the file that the table shall be written to";
        }
    }

    public static string? Path => Environment.GetEnvironmentVariable("HARNESS_SIMULATION_TABLE");
}
