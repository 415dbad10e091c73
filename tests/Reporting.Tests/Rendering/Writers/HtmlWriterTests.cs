using System.Security.Cryptography;
using System.Text;
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

        // The report's own one, at the end.
        Assert.Single(Regex.Matches(html, "<script", RegexOptions.IgnoreCase));
        Assert.EndsWith("</script></body></html>\n", html, StringComparison.Ordinal);
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

    [Fact]
    public void The_policy_allows_this_very_style_sheet_and_script_and_nothing_else()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        var html = HtmlWriter.Write(SyntheticReport.Compose(results));

        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal($"default-src 'none'; style-src {Source("style")}; script-src {Source("script")}; base-uri 'none'; form-action 'none'; img-src data:", policy);
        Assert.DoesNotMatch(@"\s(style|on\w+)=""", html);

        string Source(string element)
        {
            var content = Regex.Match(html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
        }
    }

    [Fact]
    public void Without_the_script_nothing_is_missing_and_the_run_table_alone_is_to_be_sorted_with_it()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        var html = HtmlWriter.Write(SyntheticReport.Compose(results));

        // Buttons that do nothing would be worse than none, so the script makes them.
        Assert.DoesNotContain("<button", html, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"tab-runs\".{0,400}<table class=\"sortable\">", html);
        Assert.Single(Regex.Matches(html, "<table class=\"sortable\">"));
    }

    [Fact]
    public void Curves_and_dots_tell_their_values_under_the_pointer()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        var html = HtmlWriter.Write(SyntheticReport.Compose(results));

        Assert.Contains("<g class=\"reading\"><title>epoch 10 · training error, %\nplain-20: 51.92 (50.62 to 53.21)\nplain-56: 76.78 (75.19 to 78.36)\n", html, StringComparison.Ordinal);
        Assert.Contains("<title>Test error · plain-20\nmean 55.92 (54.62 to 57.21)\nseeds in order: 55.75; 56.50; 55.50</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_under_the_pointer_are_no_part_of_the_drawing_on_paper()
    {
        using var results = SyntheticReport.Eventful();

        var pdf = Encoding.UTF8.GetString(TypstWriter.Write(SyntheticReport.Compose(results), bundledFonts: true));

        Assert.DoesNotContain("class=\\\"reading", pdf, StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex LinkPattern();
}
