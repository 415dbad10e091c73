using System.Text;
using System.Text.RegularExpressions;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using UglyToad.PdfPig;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>A report in which every text that may come from a file is an attack, set for real in all three forms.</summary>
public sealed partial class HostileTextTests : IDisposable
{
    private static readonly string Attack =
        "<script>alert(1)</script><img src=x onerror=alert(1)> \"><svg onload=alert(1)> [click](javascript:alert(1)) ![](https://evil.example/p.png) https://evil.example www.evil.example "
        + "@everyone | cell | `code` #read(\"/etc/passwd\") $x$ \\u{41} @ref <label> ]]> --> \u0001\u0007\u001B[31m \u202Etxt.exe\u202C \u200B\u2028\uFEFF \uE000 日本 🦉 ```\n# heading\n\n- item "
        + new string('w', 3_000);

    private readonly SyntheticResults _results = Hostile();

    public void Dispose() => _results.Dispose();

    [Fact]
    public void A_hostile_report_is_set_in_all_three_forms_and_nothing_in_it_is_markup_or_unseen()
    {
        SyntheticReport.Render(_results);

        var html = File.ReadAllText(_results.Layout.ReportHtml);
        Assert.Single(Regex.Matches(html, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotMatch("(?i)<(img|svg on)", html);
        Assert.DoesNotMatch("(?i)(href|src)=\"(javascript|http)", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Seen(html);

        var markdown = File.ReadAllText(_results.Layout.ReportMarkdown);
        Assert.DoesNotMatch("(?i)<(script|img|svg)", markdown);
        Assert.DoesNotMatch(@"(?<!\\)\]\((javascript|https?):", markdown);
        Assert.DoesNotContain("https://evil", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("www.evil", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^(# heading|- item)", markdown);
        Seen(markdown);

        using var pdf = PdfDocument.Open(_results.Layout.ReportPdf);
        var text = string.Concat(pdf.GetPages().Select(page => page.Text));
        Assert.Contains("#read(\"/etc/passwd\")", text, StringComparison.Ordinal);
        Assert.DoesNotContain("root:x:", text, StringComparison.Ordinal);
        Assert.Contains("[U+202E]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/URI", Encoding.Latin1.GetString(File.ReadAllBytes(_results.Layout.ReportPdf)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_folder_that_is_a_link_is_not_written_through()
    {
        var elsewhere = Directory.CreateTempSubdirectory("harness-elsewhere-");
        try
        {
            Directory.CreateSymbolicLink(_results.Layout.Report, elsewhere.FullName);

            var fault = Assert.Throws<HarnessException>(
                () => new Harness.Reporting.Rendering.ReportRenderer(compiler: null).Render(_results.Layout, CancellationToken.None).GetAwaiter().GetResult());

            Assert.Contains("is a symbolic link", fault.Message, StringComparison.Ordinal);
            Assert.Empty(elsewhere.GetFileSystemInfos());
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    private static void Seen(string text)
    {
        // Markdown's brackets are escaped once more.
        Assert.Contains("[U+202E]txt.exe[U+202C]", text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch(Unseen(), text);
    }

    private static SyntheticResults Hostile()
    {
        var plan = SyntheticPlans.Quick(1, 2) with { Name = "hostile", Title = Attack, Scale = Attack };
        var results = SyntheticResults.Complete(plan);
        foreach (var run in plan.Expand().Select(results.Layout.Run))
        {
            var manifest = RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
            RecordFile.Write(run.Manifest, manifest with { Machine = manifest.Machine with { Processor = Attack, OperatingSystem = Attack } }, HarnessJson.Default.RunManifest);
        }

        results.Fail(new RunId("narrow-resnet-50", 1), Attack);
        SyntheticReport.AnalyseAndJudge(results);
        var verdicts = RecordFile.Read(results.Layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        RecordFile.Write(
            results.Layout.Verdicts,
            verdicts with { Verdicts = [.. verdicts.Verdicts.Select(verdict => verdict with { Statement = Attack, Source = Attack, Reason = Attack })] },
            HarnessJson.Default.VerdictsRecord);
        return results;
    }

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u200B-\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF\uE000]")]
    private static partial Regex Unseen();
}
