using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>A figure of the report: what it is called, what it says, and how it is drawn. One class a figure.</summary>
internal abstract class Figure
{
    /// <summary>Width of the text on paper in points; panels share it.</summary>
    public const double FullWidth = 465;

    public const double HalfWidth = 227;

    public abstract string Label { get; }

    public abstract string Title { get; }

    public abstract Prose Caption { get; }

    /// <summary>The same for those who cannot see it, with the numbers that matter.</summary>
    public abstract string Alternative { get; }

    public virtual int PanelsPerRow => 2;

    /// <summary>The panels, or none where there is nothing to draw.</summary>
    public abstract IReadOnlyList<Svg> Draw();

    /// <summary>The figure for the report, or <paramref name="otherwise"/> where there is nothing to draw.</summary>
    public Block ToBlock(Prose otherwise)
    {
        var panels = Draw();
        return panels.Count == 0
            ? new Paragraph(otherwise)
            : new FigureBlock(Label, Title, Caption, Alternative, panels, PanelsPerRow);
    }
}
