using System.CommandLine;
using Harness.Experiments.Clusters;

namespace Harness.Experiments.Commands;

/// <summary>Names the scheduler of a cluster.</summary>
internal static class ClusterOptions
{
    public const string Slurm = "slurm";

    public static Option<string> RequiredEngine { get; } = Create(isRequired: true);

    public static Option<string> Engine { get; } = Create(isRequired: false);

    public static Option<double> TimeOut { get; } = CreateTimeOut();

    /// <summary>Slurm's programs, each call within the time that was asked for.</summary>
    public static SlurmCommands ReadSlurm(ParseResult parsed) => new(TimeSpan.FromSeconds(parsed.GetValue(TimeOut)));

    private static Option<double> CreateTimeOut()
    {
        var option = new Option<double>("--timeout") { Description = "Longest time of one call of Slurm's programs.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 3_600))
            {
                result.AddError("--timeout must be above 0 and at most 3600 seconds.");
            }
        });
        return option;
    }

    private static Option<string> Create(bool isRequired)
    {
        var option = new Option<string>("--engine") { Description = "The cluster's scheduler: slurm.", HelpName = "ENGINE", Required = isRequired };
        option.AcceptOnlyFromAmong(Slurm);
        return option;
    }
}
