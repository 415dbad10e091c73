namespace Harness.Reporting.Rendering.Charts;

/// <summary>One convolution of a block.</summary>
/// <param name="Label">Kernel and channels, with <c>/2</c> where it halves the map.</param>
/// <param name="Note">What follows it.</param>
/// <param name="Channels">Decides how wide its box is.</param>
internal sealed record DrawnConvolution(string Label, string Note, int Channels, bool IsPointwise);

/// <summary>A residual block from its input at the top to its output at the bottom.</summary>
/// <param name="Projection">The convolution on the shortcut; null for an identity.</param>
internal sealed record DrawnBlock(string Title, string Input, IReadOnlyList<DrawnConvolution> Convolutions, DrawnConvolution? Projection, string Output);

/// <summary>Draws a residual block: its convolutions as boxes, wider for more channels, and the shortcut as a curve around them to the addition.</summary>
internal sealed class BlockPanel(double width)
{
    private const double Height = 240;
    private const double Centre = 51;
    private const double Lane = 120;
    private const double Branch = 40;
    private const double FirstBox = 46;
    private const double LastBox = 172;
    private const double BoxHeight = 28;
    private const double Addition = 187;
    private const double Radius = 6;
    private const double Rectifier = 208;
    private const double LabelSize = 8.5;
    private const double NoteSize = 7.2;

    public Svg Draw(DrawnBlock block)
    {
        var canvas = new SvgCanvas(width, Height);
        canvas.Text(width / 2, 11, block.Title, 9, Paint.Ink, Anchor.Middle, bold: true);
        canvas.Text(Centre, 28, block.Input, 8, Paint.Muted, Anchor.Middle);
        var from = 32.0;
        var pitch = (LastBox - FirstBox) / block.Convolutions.Count;
        foreach (var (convolution, index) in block.Convolutions.Select((convolution, index) => (convolution, index)))
        {
            var middle = FirstBox + ((index + 0.5) * pitch);
            Arrow(canvas, Centre, from, middle - (BoxHeight / 2));
            DrawConvolution(canvas, Centre, middle, convolution);
            from = middle + (BoxHeight / 2);
        }

        Arrow(canvas, Centre, from, Addition - Radius);
        DrawShortcut(canvas, block.Projection);
        DrawSum(canvas);
        Arrow(canvas, Centre, Addition + Radius, Rectifier - 7);
        canvas.Box(Centre - 16, Rectifier - 7, 32, 14, Paint.Paper, Paint.Axis);
        canvas.Text(Centre, Rectifier + 2.6, "ReLU", NoteSize, Paint.Ink, Anchor.Middle);
        Arrow(canvas, Centre, Rectifier + 7, 226);
        canvas.Text(Centre, 236, block.Output, 8, Paint.Muted, Anchor.Middle);
        return canvas.Finish();
    }

    private static void DrawConvolution(SvgCanvas canvas, double x, double middle, DrawnConvolution convolution)
    {
        // To scale, a box of 64 channels would be a quarter of one of 256 and hold no words: each doubling adds 7 points to a side.
        var half = Math.Min(24 + (7 * Math.Log2(convolution.Channels / 64.0)), x == Lane ? 25 : 44);
        canvas.Box(x - half, middle - (BoxHeight / 2), 2 * half, BoxHeight, Paint.Shades[convolution.IsPointwise ? 0 : 2], Paint.Axis);
        canvas.Text(x, middle - 2.5, convolution.Label, LabelSize, Paint.Ink, Anchor.Middle);
        canvas.Text(x, middle + 8.5, convolution.Note, NoteSize, Paint.Ink, Anchor.Middle);
    }

    private static void DrawShortcut(SvgCanvas canvas, DrawnConvolution? projection)
    {
        const double bend = 22;
        canvas.Marker(MarkerShape.Circle, Centre, Branch, 1.6, Paint.Ink);
        canvas.Curve(
            (Centre, Branch),
            [
                (Lane - 6, Branch), (Lane, Branch + 4), (Lane, Branch + bend),
                (Lane, Branch + bend + 20), (Lane, Addition - bend - 20), (Lane, Addition - bend),
                (Lane, Addition - 4), (Lane - 6, Addition), (Centre + Radius + 4, Addition),
            ],
            Paint.Ink,
            1.1);
        canvas.Polygon([(Centre + Radius, Addition), (Centre + Radius + 5, Addition - 2.4), (Centre + Radius + 5, Addition + 2.4)], Paint.Ink);
        var middle = (FirstBox + LastBox) / 2;
        if (projection is null)
        {
            canvas.Text(Lane + 11, middle, "identity", 8, Paint.Muted, Anchor.Middle, upward: true);
        }
        else
        {
            DrawConvolution(canvas, Lane, middle, projection);
        }
    }

    private static void DrawSum(SvgCanvas canvas)
    {
        canvas.Marker(MarkerShape.Circle, Centre, Addition, Radius, Paint.Ink, hollow: true);
        canvas.Line(Centre - 3.2, Addition, Centre + 3.2, Addition, Paint.Ink, 1);
        canvas.Line(Centre, Addition - 3.2, Centre, Addition + 3.2, Paint.Ink, 1);
    }

    private static void Arrow(SvgCanvas canvas, double x, double from, double to)
    {
        canvas.Line(x, from, x, to - 3, Paint.Ink, 1.1);
        canvas.Polygon([(x, to), (x - 2.4, to - 5), (x + 2.4, to - 5)], Paint.Ink);
    }
}
