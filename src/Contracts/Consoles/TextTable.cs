using System.Globalization;
using System.Text;

namespace Harness.Contracts.Consoles;

/// <summary>A table in plain text for a console or a log: columns padded with spaces, numbers to the right.</summary>
public sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Lines without trailing spaces; empty if there are no rows.</summary>
    public override string ToString()
    {
        if (_rows.Count == 0)
        {
            return "";
        }

        var widths = headings.Select((heading, column) => _rows.Select(row => Width(row[column])).Append(Width(heading)).Max()).ToList();
        var right = headings.Select((_, column) => _rows.All(row => row[column].Length == 0 || IsNumeric(row[column]))).ToList();
        var text = new StringBuilder();
        Append(headings);
        Append([.. widths.Select(width => new string('-', width))]);
        _rows.ForEach(Append);
        return text.ToString();

        void Append(string[] cells)
        {
            var padded = cells.Select((cell, column) =>
                right[column] ? Spaces(widths[column] - Width(cell)) + cell : cell + Spaces(widths[column] - Width(cell)));
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }
    }

    private static string Spaces(int count) => new(' ', count);

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static bool IsNumeric(string cell) => char.IsAsciiDigit(cell[0]) || cell[0] is '−' or '-';
}
