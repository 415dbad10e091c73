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
        var command = new Command("render", "Write the report of a plan as PDF, HTML and Markdown.") { typst, typesetting };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = TypesettingFolder.Find(parsed.GetValue(typesetting), AppContext.BaseDirectory);
            var compiler = await PdfCompiler.Choose(folder, parsed.GetValue(typst), cancellation);
            var layout = options.Layout(parsed);
            await new ReportRenderer(compiler).Render(layout, cancellation);
            foreach (var path in new[] { layout.ReportPdf, layout.ReportHtml, layout.ReportMarkdown })
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(path);
            }

            return 0;
        });
        return command;
    }
}
