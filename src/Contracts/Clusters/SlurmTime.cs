using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Contracts.Clusters;

/// <summary>Time limits as Slurm writes them: minutes, <c>M:S</c>, <c>H:M:S</c>, <c>D-H</c>, <c>D-H:M</c> or <c>D-H:M:S</c> (sbatch's manual, option <c>--time</c>).</summary>
public static partial class SlurmTime
{
    /// <returns>Null for text of another form; <see cref="TimeSpan.MaxValue"/> for no limit.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Equals("UNLIMITED", StringComparison.OrdinalIgnoreCase) || text.Equals("INFINITE", StringComparison.OrdinalIgnoreCase))
        {
            return TimeSpan.MaxValue;
        }

        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int[] parts = [.. match.Groups["part"].Captures.Select(part => int.Parse(part.Value, CultureInfo.InvariantCulture))];
        return match.Groups["days"].Success
            ? new TimeSpan(int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture), parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : parts.Length == 3 ? new TimeSpan(parts[0], parts[1], parts[2]) : new TimeSpan(0, parts[0], parts.ElementAtOrDefault(1));
    }

    [GeneratedRegex("^((?<days>[0-9]{1,5})-)?(?<part>[0-9]{1,7})(:(?<part>[0-9]{1,2})){0,2}$(?!\\n)")]
    private static partial Regex Form();
}
