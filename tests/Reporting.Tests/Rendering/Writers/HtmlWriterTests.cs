using System.Text.RegularExpressions;
using Harness.Reporting.Rendering.Writers;

namespace Harness.Reporting.Tests.Rendering.Writers;

public sealed partial class HtmlWriterTests
{
    [Fact]
    public void Text_from_files_cannot_become_markup()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        var html = HtmlWriter.Write(SyntheticReport.Compose(results));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>died", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>residual", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;residual&lt;/i&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_needs_nothing_outside_itself_and_every_link_arrives()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        var html = HtmlWriter.Write(SyntheticReport.Compose(results));

        Assert.DoesNotMatch(@"(src|href)=""(?!#|data:image/png;base64,)", html);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.All(LinkPattern().Matches(html), link => Assert.Contains($"id=\"{link.Groups[1].Value}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_are_allowed_only_where_there_are_some()
    {
        using var with = SyntheticReport.EventfulWithFixedVerdicts();
        using var without = SyntheticReport.Empty();

        Assert.Contains("; img-src data:\">", HtmlWriter.Write(SyntheticReport.Compose(with)), StringComparison.Ordinal);
        Assert.DoesNotContain("img-src", HtmlWriter.Write(SyntheticReport.Compose(without)), StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex LinkPattern();
}
