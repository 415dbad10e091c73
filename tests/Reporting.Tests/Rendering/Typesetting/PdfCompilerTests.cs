using System.Runtime.Versioning;
using Harness.Contracts;
using Harness.Reporting.Rendering.Typesetting;

namespace Harness.Reporting.Tests.Rendering.Typesetting;

/// <summary>Shell scripts stand in for typst, which is on few machines.</summary>
[SupportedOSPlatform("linux")]
public sealed class PdfCompilerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-typst-").FullName;

    private static TypesettingFolder Templates => TypesettingFolder.Find(named: null, AppContext.BaseDirectory) with { Modules = null };

    [Fact]
    public async Task A_typst_program_that_is_too_old_is_refused_by_name()
    {
        var fault = await Assert.ThrowsAsync<HarnessException>(() => PdfCompiler.Choose(Templates, Program("echo 'typst 0.13.1 (8ace67d9)'"), CancellationToken.None));

        Assert.Contains("0.13.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("0.14", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_packages_the_message_names_the_target_that_installs_them()
    {
        var fault = await Assert.ThrowsAsync<NoPdfCompilerException>(() => PdfCompiler.Choose(Templates, typst: null, CancellationToken.None, onPath: "no-such-typst"));

        Assert.Contains("dotnet cake --target=Restore", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Node_the_packages_are_of_no_use()
    {
        var fault = await Assert.ThrowsAsync<NoPdfCompilerException>(
            () => PdfCompiler.Choose(Templates with { Modules = _folder }, typst: null, CancellationToken.None, onPath: "no-such-typst", node: "no-such-node"));

        Assert.Contains("Node is not on the PATH", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_compiler_the_other_forms_are_written_and_an_older_PDF_goes()
    {
        using var results = SyntheticReport.Empty();
        Directory.CreateDirectory(Path.GetDirectoryName(results.Layout.ReportPdf)!);
        await File.WriteAllTextAsync(results.Layout.ReportPdf, "of earlier records");

        await new Harness.Reporting.Rendering.ReportRenderer(compiler: null).Render(results.Layout, CancellationToken.None);

        Assert.True(File.Exists(results.Layout.ReportHtml) && File.Exists(results.Layout.ReportMarkdown));
        Assert.False(File.Exists(results.Layout.ReportPdf));
    }

    [Fact]
    public async Task A_new_enough_typst_program_is_used_without_packages_and_gets_the_standard_and_no_system_fonts()
    {
        var typst = Program("if [ \"$1\" = --version ]; then echo 'typst 0.14.2 (abc)'; else for last; do :; done; echo \"$@\" > \"$last\"; fi");
        var compiler = await PdfCompiler.Choose(Templates, typst, CancellationToken.None);

        var written = System.Text.Encoding.UTF8.GetString(await compiler.Compile("{}"u8.ToArray(), CancellationToken.None));

        Assert.False(compiler.HasBundledFonts);
        Assert.Contains("--pdf-standard ua-1", written, StringComparison.Ordinal);
        Assert.Contains("--ignore-system-fonts", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_is_an_error()
    {
        var typst = Program("if [ \"$1\" = --version ]; then echo 'typst 0.14.2'; else for last; do :; done; echo x > \"$last\"; echo 'warning: unknown font family' >&2; fi");
        var compiler = await PdfCompiler.Choose(Templates, typst, CancellationToken.None);

        var fault = await Assert.ThrowsAsync<HarnessException>(() => compiler.Compile("{}"u8.ToArray(), CancellationToken.None));

        Assert.Contains("unknown font family", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_npm_compiler_finds_wrong_reaches_the_reader()
    {
        NpmPackages.Install();
        var compiler = await PdfCompiler.Choose(TypesettingFolder.Find(named: null, AppContext.BaseDirectory), typst: null, CancellationToken.None, onPath: "no-such-typst");

        var fault = await Assert.ThrowsAsync<HarnessException>(() => compiler.Compile("{}"u8.ToArray(), CancellationToken.None));

        Assert.Contains("dictionary does not contain key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_folder_without_the_template_is_refused()
    {
        var fault = Assert.Throws<HarnessException>(() => TypesettingFolder.Find(_folder, AppContext.BaseDirectory));

        Assert.Contains(_folder, fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Program(string script)
    {
        var path = Path.Combine(_folder, "typst");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
