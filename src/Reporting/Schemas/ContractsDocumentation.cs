using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harness.Contracts;

namespace Harness.Reporting.Schemas;

/// <summary>What the records' own documentation says of them, in plain words: the compiler writes it beside the assembly.</summary>
internal sealed partial class ContractsDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private ContractsDocumentation(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <exception cref="HarnessException">The documentation does not lie beside the program.</exception>
    public static ContractsDocumentation Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{typeof(HarnessJson).Assembly.GetName().Name}.xml");
        if (!File.Exists(path))
        {
            throw new HarnessException($"There is no {path}. Expected the records' documentation beside the program; build or copy the program again, with its .xml files.");
        }

        return new ContractsDocumentation(
            (from member in XDocument.Load(path).Descendants("member")
             let summary = member.Element("summary")
             where summary is not null
             select ((string)member.Attribute("name")!, Plain(summary))).ToDictionary());
    }

    /// <summary>The summary of a record or an enumeration; null if it has none.</summary>
    public string? OfType(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>The summary of a property, which for a positional record is that of its parameter, or of an enumeration's field; null if it has none.</summary>
    public string? OfMember(MemberInfo member) =>
        _summaries.GetValueOrDefault($"{(member is PropertyInfo ? 'P' : 'F')}:{member.DeclaringType!.FullName}.{member.Name}");

    private static string Plain(XElement element) => Whitespace().Replace(string.Concat(element.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("cref") is { } reference => Named(reference.Value),
        XElement element when (element.Attribute("name") ?? element.Attribute("langword")) is { } name => Member(name.Value),
        XElement element => Plain(element),
        _ => "",
    };

    // "P:Harness.Contracts.Plans.Recipe.Epochs" is the member epochs in JSON; "T:Harness.Contracts.Runs.RunManifest" is prose.
    private static string Named(string reference)
    {
        var name = Member(reference[(reference.LastIndexOf('.') + 1)..]);
        return reference.StartsWith("T:", StringComparison.Ordinal) ? name.Replace('_', ' ') : name;
    }

    private static string Member(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
