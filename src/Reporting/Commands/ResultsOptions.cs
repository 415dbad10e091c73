using System.CommandLine;
using Harness.Contracts;

namespace Harness.Reporting.Commands;

/// <summary>The two options that say which results a command works on.</summary>
internal sealed class ResultsOptions
{
    private readonly Option<string> _plan = new("--plan")
    {
        Description = "The plan's name, which is the name of its folder under the results.",
        Required = true,
    };

    private readonly Option<string> _results = new("--results")
    {
        Description = "The folder that holds one folder a plan.",
        DefaultValueFactory = _ => "results",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_plan);
        command.Options.Add(_results);
    }

    /// <exception cref="HarnessException">There is no such plan among the results.</exception>
    public ResultsLayout Layout(ParseResult parse)
    {
        var (results, plan) = (parse.GetRequiredValue(_results), parse.GetRequiredValue(_plan));
        var layout = new ResultsLayout(results, plan);
        if (File.Exists(layout.Plan))
        {
            return layout;
        }

        var present = Directory.Exists(results)
            ? Directory.GetDirectories(results).Where(folder => File.Exists(Path.Combine(folder, Path.GetFileName(layout.Plan)))).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList()
            : [];
        var known = present.Count == 0 ? "There are no results at all there; train a plan first." : $"There are results of: {string.Join(", ", present)}.";
        throw new HarnessException($"There are no results of a plan named '{plan}' in {results}: {layout.Plan} is missing. {known}");
    }
}
