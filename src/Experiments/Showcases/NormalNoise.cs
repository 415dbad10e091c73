namespace Harness.Experiments.Showcases;

/// <summary>
/// Standard normal numbers by Box and Muller (1958) from SplitMix64 (Steele, Lea and Flood 2014). The framework does not promise that a seed of its own
/// generator gives the same numbers in its next version, and libtorch's would have to be loaded.
/// </summary>
internal sealed class NormalNoise(int seed)
{
    private ulong _state = (ulong)seed;

    public double Next()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>In [0, 1).</summary>
    private double Uniform()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
