using Harness.Reporting.Analysis;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>An arm with the values of its layers in one state.</summary>
internal sealed record ProfiledArm(ArmView Arm, LayerProfile Profile);

/// <summary>Turns the values of layers into drawable curves over depth, and says what they are.</summary>
internal sealed class LayerCurves(IReadOnlyList<ArmView> arms, IReadOnlyList<LayerProfile> profiles, Func<LayerPoint, SeedRange?> value)
{
    /// <summary>In the order of the arms; those with a value to draw in that state.</summary>
    public IReadOnlyList<ProfiledArm> In(DiagnosedState state) =>
    [
        .. from arm in arms
           from profile in profiles
           where profile.Arm == arm.Arm.Id && profile.State == state && profile.Layers.Any(layer => value(layer) is not null)
           select new ProfiledArm(arm, profile),
    ];

    public CurveSeries Of(ProfiledArm one) => new(
        one.Arm.Name,
        one.Arm.Style,
        [.. from layer in one.Profile.Layers
            let range = value(layer)
            where range is not null
            select new CurveSample(layer.Depth, range.Mean, one.Profile.N == 1 ? null : range.Lowest, one.Profile.N == 1 ? null : range.Highest)]);

    /// <summary>From the smallest to the largest value of any seed in the given states.</summary>
    public (double Lowest, double Highest) Extent(params IEnumerable<DiagnosedState> states)
    {
        var ranges = states.SelectMany(In).SelectMany(one => one.Profile.Layers).Select(value).OfType<SeedRange>().ToList();
        return (ranges.Min(range => range.Lowest), ranges.Max(range => range.Highest));
    }

    /// <summary>How many seeds are behind the lines, and which lines or layers are not there.</summary>
    public string Note(string mean, params IReadOnlyList<DiagnosedState> states)
    {
        var drawn = states.SelectMany(In).ToList();
        var counts = drawn.Select(one => one.Profile.N).Distinct().Order().ToList();
        var lines = counts switch
        {
            [1] => "Each line is one run (n = 1).",
            [var n] => $"Lines are {mean} over n = {n} seeds; bands reach from the smallest to the largest seed.",
            _ => $"Lines are {mean} over n = {counts[0]} to {counts[^1]} seeds; bands reach from the smallest to the largest seed.",
        };
        var absent = arms.Where(arm => states.Any(state => In(state).All(one => one.Arm != arm))).Select(arm => arm.Name).ToList();
        return lines
            + (absent.Count > 0 ? $" Not drawn in every panel, for want of a diagnosis: {Wording.Listing(absent)}." : "")
            + (drawn.SelectMany(one => one.Profile.Layers).Any(layer => value(layer) is null) ? " Layers without a finite value in every seed are left out." : "");
    }

    /// <summary>The values at both ends of each line, for those who cannot see it.</summary>
    public string Ends(DiagnosedState state) => string.Join(
        ", ",
        from one in In(state)
        let samples = Of(one).Samples
        select $"{one.Arm.Name} {Quantity.Significant(samples[0].Y)} to {Quantity.Significant(samples[^1].Y)} (n = {one.Profile.N})");
}
