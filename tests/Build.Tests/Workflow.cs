using YamlDotNet.RepresentationModel;

namespace Harness.Build.Tests;

/// <summary>A file under <c>.github</c>: a workflow, or an action of this repository's own.</summary>
internal sealed class Workflow
{
    private readonly YamlMappingNode _root;

    private Workflow(string path)
    {
        Name = Path.GetRelativePath(Repository.Root, path);
        Text = File.ReadAllText(path);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        _root = (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    /// <summary>The workflows alone, which have jobs.</summary>
    public static IReadOnlyList<Workflow> All { get; } = Read("workflows");

    /// <summary>Workflows and actions.</summary>
    public static IReadOnlyList<Workflow> AllWithActions { get; } = [.. All, .. Read("actions")];

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyDictionary<string, string> Permissions => Values(_root, "permissions");

    public IReadOnlyList<Job> Jobs => [.. Mapping(_root, "jobs").Children.Select(job => new Job($"{Name}, job {job.Key}", (YamlMappingNode)job.Value))];

    /// <summary>All steps of all jobs, or of the action.</summary>
    public IEnumerable<YamlMappingNode> Steps => _root.Children.ContainsKey("runs") ? StepsOf(Mapping(_root, "runs")) : Jobs.SelectMany(job => job.Steps);

    public IEnumerable<string> Scripts => Steps.Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString());

    /// <summary>What a caller or a person gives it, by the names under <paramref name="trigger"/>.</summary>
    public YamlMappingNode Inputs(string trigger) => Mapping(Mapping(Mapping(_root, "on"), trigger), "inputs");

    public static Workflow Of(string name) => All.Single(workflow => Path.GetFileName(workflow.Name) == name);

    public static IReadOnlyDictionary<string, string> Values(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value)
        ? ((YamlMappingNode)value).Children.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value.ToString())
        : [];

    private static IEnumerable<YamlMappingNode> StepsOf(YamlMappingNode node) =>
        node.Children.TryGetValue("steps", out var steps) ? ((YamlSequenceNode)steps).Children.Cast<YamlMappingNode>() : [];

    private static YamlMappingNode Mapping(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static List<Workflow> Read(string folder) =>
        [.. Directory.GetFiles(Repository.PathOf(".github", folder), "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new Workflow(path))];

    /// <param name="Place">Where it stands, for messages.</param>
    internal sealed record Job(string Place, YamlMappingNode Node)
    {
        /// <summary>The workflow that it calls, or null where it has steps of its own.</summary>
        public string? Called => Node.Children.TryGetValue("uses", out var called) ? called.ToString() : null;

        public IEnumerable<YamlMappingNode> Steps => StepsOf(Node);
    }
}
