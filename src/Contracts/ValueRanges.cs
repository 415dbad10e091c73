using System.ComponentModel.DataAnnotations;

namespace Harness.Contracts;

/// <summary>The number, or every number of the list, is <paramref name="minimum"/> or more. Stated for the published JSON Schemas, which readers of any language check.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AtLeastAttribute(double minimum) : RangeAttribute(minimum, double.PositiveInfinity);

/// <summary>The number, or every number of the list, is more than a bound.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AboveAttribute : RangeAttribute
{
    public AboveAttribute(double bound)
        : base(bound, double.PositiveInfinity) => MinimumIsExclusive = true;
}

/// <summary>A share of a whole, in [0, 1].</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ShareAttribute() : RangeAttribute(0.0, 1.0);

/// <summary>A part of a whole that is neither none of it nor all, in (0, 1).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ProperShareAttribute : RangeAttribute
{
    public ProperShareAttribute()
        : base(0.0, 1.0) => (MinimumIsExclusive, MaximumIsExclusive) = (true, true);
}
