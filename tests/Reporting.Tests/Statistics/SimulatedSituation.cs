using Harness.Reporting.Statistics;
using MathNet.Numerics.Random;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>One made-up world in which a method is tried many times, and the rate that theory promises for what is counted.</summary>
/// <param name="Promised">A share in (0, 1).</param>
/// <param name="Trial">True where the counted thing happened.</param>
internal sealed record SimulatedSituation(string Method, string World, Promise Promise, double Promised, Func<RandomSource, bool> Trial)
{
    /// <summary>For methods that take milliseconds a trial: a twentieth of the repetitions.</summary>
    public bool IsCostly { get; init; }

    public string Name => $"{Method}, {World}";

    /// <param name="repetitions">Before the cut for costly methods. Every situation starts from the same seed, so that adding one changes no other.</param>
    public SimulatedRate Run(int repetitions)
    {
        var count = IsCostly ? repetitions / 20 : repetitions;
        var source = new MersenneTwister(1, threadSafe: false);
        return new SimulatedRate(Enumerable.Range(0, count).Count(_ => Trial(source)) / (double)count, count);
    }

    /// <summary>Three standard errors are allowed.</summary>
    public bool IsKeptBy(SimulatedRate rate)
    {
        var allowance = 3 * rate.StandardErrorAround(Promised);
        return rate.Value <= Promised + allowance && (Promise == Promise.AtMost || rate.Value >= Promised - allowance);
    }
}

internal enum Promise
{
    /// <summary>A level: errors may be rarer.</summary>
    AtMost,

    /// <summary>A power or a coverage.</summary>
    About,
}

internal readonly record struct SimulatedRate(double Value, int Repetitions)
{
    /// <summary>Of a share of this many repetitions if the true one is <paramref name="share"/>.</summary>
    public double StandardErrorAround(double share) => Math.Sqrt(share * (1 - share) / Repetitions);
}
