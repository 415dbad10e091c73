using System.Text.Json;

namespace Harness.Experiments.Tests.Fidelity;

/// <summary>The values that PyTorch gave; the script of the same name beside each file made it.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fidelity", name))).RootElement;
}
