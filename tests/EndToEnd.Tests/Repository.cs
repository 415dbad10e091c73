using System.Reflection;

namespace Harness.EndToEnd.Tests;

/// <summary>The checked-out repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "RepositoryRoot").Value!);

    public static string Results => Path.Combine(Root, "results");

    public static string Readme => Path.Combine(Root, "README.md");
}
