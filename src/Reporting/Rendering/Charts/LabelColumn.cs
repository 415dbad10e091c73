namespace Harness.Reporting.Rendering.Charts;

/// <summary>Keeps labels that stand above each other from touching.</summary>
internal static class LabelColumn
{
    /// <summary>
    /// Positions as near to <paramref name="wanted"/> as they can be with at least <paramref name="spacing"/> between neighbours, inside
    /// [<paramref name="top"/>, <paramref name="bottom"/>] as long as there is room for all. In the order of the wanted ones.
    /// </summary>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wanted, double spacing, double top, double bottom)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ThenBy(index => index).ToList();
        var placed = new double[wanted.Count];

        // Labels that collide form a cluster, which is centred on the mean of the places its members wanted.
        var clusters = new List<(double Centre, int Size)>();
        foreach (var index in order)
        {
            clusters.Add((wanted[index], 1));
            while (clusters.Count > 1 && clusters[^1].Centre - clusters[^2].Centre < spacing * (clusters[^1].Size + clusters[^2].Size) / 2)
            {
                var (upper, lower) = (clusters[^2], clusters[^1]);
                var size = upper.Size + lower.Size;
                clusters.RemoveRange(clusters.Count - 2, 2);
                clusters.Add((((upper.Centre * upper.Size) + (lower.Centre * lower.Size)) / size, size));
            }
        }

        var next = 0;
        foreach (var (centre, size) in clusters)
        {
            for (var member = 0; member < size; member++)
            {
                placed[order[next++]] = centre + (spacing * (member - ((size - 1) / 2.0)));
            }
        }

        Contain(placed, order, spacing, top, bottom);
        return placed;
    }

    private static void Contain(double[] placed, List<int> order, double spacing, double top, double bottom)
    {
        var limit = bottom;
        foreach (var index in order.AsEnumerable().Reverse())
        {
            placed[index] = Math.Min(placed[index], limit);
            limit = placed[index] - spacing;
        }

        limit = top;
        foreach (var index in order)
        {
            placed[index] = Math.Max(placed[index], limit);
            limit = placed[index] + spacing;
        }
    }
}
