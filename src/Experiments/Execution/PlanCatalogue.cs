using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>The plans that come with the program, and a person's own.</summary>
internal static class PlanCatalogue
{
    /// <summary>Asks for the plan that suits the machine: <c>quick</c> without a GPU, <c>full</c> with one.</summary>
    public const string Auto = "auto";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Plans");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    /// <summary>Reads a plan by its name or from a file.</summary>
    /// <exception cref="HarnessException">There is no such plan, or it has faults.</exception>
    public static Plan Find(string nameOrFile, DeviceClass device)
    {
        if (nameOrFile.EndsWith(".json", StringComparison.Ordinal))
        {
            return Plan.Read(nameOrFile);
        }

        var name = nameOrFile != Auto ? nameOrFile : device == DeviceClass.Cuda ? "full" : "quick";
        return Names.Contains(name)
            ? Plan.Read(Path.Combine(Folder, name + ".json"))
            : throw new HarnessException($"There is no plan '{name}'. Known plans: {string.Join(", ", Names)}; or name a file that ends in .json.");
    }
}
