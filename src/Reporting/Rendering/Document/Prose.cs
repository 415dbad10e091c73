using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Harness.Reporting.Rendering.Document;

/// <summary>How a stretch of text is set.</summary>
internal enum SpanKind
{
    Plain,
    Strong,
    Emphasis,
    Code,

    /// <summary>The text is the label of a chapter, figure or table; writers print its number.</summary>
    Reference,
}

/// <summary>A stretch of text in one style. The text is data: every writer escapes it for its own format.</summary>
internal readonly record struct Span(SpanKind Kind, string Text)
{
    public static Span Strong(string text) => new(SpanKind.Strong, Prose.Tied(text));

    public static Span Emphasis(string text) => new(SpanKind.Emphasis, Prose.Tied(text));

    public static Span Code(string text) => new(SpanKind.Code, text);

    public static Span Reference(string label) => new(SpanKind.Reference, label);
}

/// <summary>
/// Text as the report's writers receive it: a list of spans. Written as an interpolated string, <c>Prose.Of($"see {Span.Reference("x")}")</c>,
/// in which holes may be spans, other prose or plain values. Nothing in it is markup, so nothing from a file can become markup.
/// </summary>
internal sealed partial class Prose
{
    public static readonly Prose Empty = new([]);

    private Prose(IReadOnlyList<Span> spans) => Spans = spans;

    public IReadOnlyList<Span> Spans { get; }

    public bool IsEmpty => Spans.Count == 0;

    /// <summary>The words alone; references read as their labels.</summary>
    public string Text => string.Concat(Spans.Select(span => span.Text));

    public static Prose Of(ProseBuilder builder) => new(builder.Finish());

    public static Prose Of(Span span) => new([span]);

    public static Prose Join(string separator, IEnumerable<Prose> parts)
    {
        var builder = new ProseBuilder(0, 0);
        foreach (var (part, index) in parts.Select((part, index) => (part, index)))
        {
            if (index > 0)
            {
                builder.AppendLiteral(separator);
            }

            builder.AppendFormatted(part);
        }

        return new Prose(builder.Finish());
    }

    public static implicit operator Prose(string text) => text.Length == 0 ? Empty : new([new Span(SpanKind.Plain, Tied(text))]);

    /// <summary>Keeps a number and what belongs to it on one line: <c>94 %</c>, <c>n = 2</c>, <c>p &lt; 0.001</c>.</summary>
    public static string Tied(string text) => TiedPattern().Replace(text, static match => match.Value.Replace(' ', '\u00A0'));

    [GeneratedRegex(@" %| ± |\b[np] [=<] \S")]
    private static partial Regex TiedPattern();

    public static implicit operator Prose(Span span) => new([span]);
}

/// <summary>Collects the spans of an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly struct ProseBuilder
{
    private readonly List<Span> _spans;

    public ProseBuilder(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _spans = new List<Span>((2 * formattedCount) + 1);
    }

    public void AppendLiteral(string text) => _spans.Add(new Span(SpanKind.Plain, Prose.Tied(text)));

    public void AppendFormatted(string text) => _spans.Add(new Span(SpanKind.Plain, Prose.Tied(text)));

    public void AppendFormatted(int value) => _spans.Add(new Span(SpanKind.Plain, Quantity.Count(value)));

    public void AppendFormatted(long value) => _spans.Add(new Span(SpanKind.Plain, Quantity.Count(value)));

    public void AppendFormatted(Span span) => _spans.Add(span);

    public void AppendFormatted(Prose prose) => _spans.AddRange(prose.Spans);

    public IReadOnlyList<Span> Finish() => [.. _spans.Where(span => span.Text.Length > 0)];
}
