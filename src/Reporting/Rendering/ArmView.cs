using Harness.Contracts.Analysis;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering;

/// <summary>One arm as chapters and figures see it: what was planned beside what was found.</summary>
/// <param name="Gap">Test minus training error by epoch; empty where no seed completed.</param>
internal sealed record ArmView(Arm Arm, string Name, ArmRecord? Record, IReadOnlyList<CurveRecord> Curves, IReadOnlyList<GapPoint> Gap)
{
    public NetworkStyle Style => NetworkStyle.Of(Arm.Model);

    public ModelSpec Model => Arm.Model;

    public int Completed => Record?.Completed ?? 0;

    public IReadOnlyList<CurvePoint> Curve(Split split) => Curves.FirstOrDefault(curve => curve.Split == split)?.Points ?? [];

    /// <summary>Why there is nothing to draw.</summary>
    public string Absence => Record switch
    {
        { Diverged: > 0 } => "diverged",
        _ => "no finished run",
    };

    /// <summary>How many seeds are behind the numbers, and how many are not and why.</summary>
    public string Seeds
    {
        get
        {
            var planned = Record?.Planned ?? 0;
            var diverged = Record?.Diverged ?? 0;
            var missing = planned - Completed - diverged;
            var notes = new List<string>();
            if (diverged > 0)
            {
                notes.Add($"{diverged} diverged");
            }

            if (missing > 0)
            {
                notes.Add($"{missing} missing");
            }

            return notes.Count == 0 ? Quantity.Count(Completed) : $"{Completed} of {planned} ({string.Join(", ", notes)})";
        }
    }
}

/// <summary>The plan's arms, named for readers, plain before residual and shallow before deep.</summary>
internal sealed class ArmViews
{
    private readonly Dictionary<string, ArmView> _byId;

    public ArmViews(Plan plan, AnalysisRecord analysis)
    {
        var names = plan.Arms.ToDictionary(arm => arm.Id, arm => NameOf(arm.Model));
        var ambiguous = names.GroupBy(pair => pair.Value).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        _byId = plan.Arms.ToDictionary(arm => arm.Id, arm => new ArmView(
            arm,
            ambiguous.Contains(names[arm.Id]) ? arm.Id : names[arm.Id],
            analysis.Arms.FirstOrDefault(record => record.Arm == arm.Id),
            [.. analysis.Curves.Where(curve => curve.Arm == arm.Id)],
            analysis.Gaps.FirstOrDefault(gap => gap.Arm == arm.Id)?.Points ?? []));
        All = [.. plan.Arms.Select(arm => _byId[arm.Id])
            .OrderBy(view => view.Model.Family).ThenBy(view => view.Model.WidthMultiplier).ThenBy(view => view.Model.IsResidual).ThenBy(view => view.Model.Depth)];
    }

    public IReadOnlyList<ArmView> All { get; }

    public IReadOnlyList<ArmView> Of(ModelFamily family) => [.. All.Where(view => view.Model.Family == family)];

    /// <summary>The reader's name of an arm, or its id where it is none of the plan's.</summary>
    public string Name(string id) => _byId.TryGetValue(id, out var view) ? view.Name : id;

    private static string NameOf(ModelSpec model)
    {
        var name = $"{(model.IsResidual ? "ResNet" : "plain")}-{Quantity.Plain(model.Depth)}";
        return model.WidthMultiplier == 1 ? name : $"{name} ×{Quantity.Plain(model.WidthMultiplier)}";
    }
}
