using System.CommandLine;
using Harness.Reporting.Rendering;
using Harness.Reporting.Rendering.Typesetting;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting render</c>: from the records of a plan to its PDF, HTML and Markdown.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var options = new ResultsOptions();
        var typst = new Option<string?>("--typst") { Description = "A typst program, version 0.14 or later. Without it: typst on the PATH, else the npm compiler under Node." };
        var typesetting = new Option<string?>("--typesetting") { Description = "Folder with the report's template and npm packages. Without it: the one beside the program." };
        var command = new Command("render", "Write the report of a plan as HTML and Markdown and, where typst or the npm compiler is, as PDF.") { typst, typesetting };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = TypesettingFolder.Find(parsed.GetValue(typesetting), AppContext.BaseDirectory);
            var layout = options.Layout(parsed);
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                var compiler = await PdfCompiler.Choose(folder, parsed.GetValue(typst), cancellation);
                await new ReportRenderer(compiler).Render(layout, cancellation);
                await output.WriteLineAsync(layout.ReportPdf);
            }
            catch (NoPdfCompilerException lack)
            {
                await new ReportRenderer(compiler: null).Render(layout, cancellation);
                await output.WriteLineAsync($"No PDF was written, HTML and Markdown were. {lack.Message}");
            }

            await output.WriteLineAsync(layout.ReportHtml);
            await output.WriteLineAsync(layout.ReportMarkdown);
            return 0;
        });
        return command;
    }
}
