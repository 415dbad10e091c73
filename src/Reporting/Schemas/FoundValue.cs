namespace Harness.Reporting.Schemas;

/// <summary>JSON text as a message shows it.</summary>
internal static class FoundValue
{
    private const int Shown = 60;

    /// <summary>The text itself, or the start of a long one; null stands for JSON's null.</summary>
    public static string Start(string? json) => json is null ? "null" : json.Length <= Shown ? json : json[..Shown] + "...";
}
