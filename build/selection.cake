/// Which of a plan's runs a call is about, and for how long it may go on.
public sealed record Selection(IReadOnlyList<string> Runs, string Shard, string Seeds, string TimeLimit)
{
    public static readonly string[] Arguments = ["run", "shard", "seeds", "time-limit"];

    public static Selection Read(ICakeContext context) => new(
        [.. context.Arguments.GetArguments("run").Where(run => run != "")],
        context.Argument("shard", ""),
        context.Argument("seeds", ""),
        context.Argument("time-limit", ""));

    /// The chosen runs, as the programs are told.
    public string[] OfRuns => [.. Runs.SelectMany(run => Programs.Given("--run", run)), .. Programs.Given("--shard", Shard), .. OfSeeds];

    public string[] OfSeeds => Programs.Given("--seeds", Seeds);

    public void Validate()
    {
        var shard = System.Text.RegularExpressions.Regex.Match(Shard, @"^([1-9]\d{0,5})/([1-9]\d{0,5})$");
        if (Shard != "" && !(shard.Success && int.Parse(shard.Groups[1].Value) <= int.Parse(shard.Groups[2].Value)))
        {
            throw new CakeException($"--shard={Shard} names no shard. Expected I/N with I from 1 to N: 2/8 is the second of eight.");
        }

        if (Seeds != "" && !System.Text.RegularExpressions.Regex.IsMatch(Seeds, @"^\d+(-\d+)?(,\d+(-\d+)?)*$"))
        {
            throw new CakeException($"--seeds={Seeds} are no seeds. Expected numbers and ranges of them: 1-5 or 1,2,5.");
        }

        if (TimeLimit != "" && !(double.TryParse(TimeLimit, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && minutes > 0))
        {
            throw new CakeException($"--time-limit={TimeLimit} is no number of minutes. Give more than 0: 350, or 0.5 for half a minute.");
        }
    }
}
