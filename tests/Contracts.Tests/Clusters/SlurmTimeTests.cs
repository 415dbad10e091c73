using Harness.Contracts.Clusters;

namespace Harness.Contracts.Tests.Clusters;

public sealed class SlurmTimeTests
{
    [Theory]
    [InlineData("1", "00:01:00")]
    [InlineData("90", "01:30:00")]
    [InlineData("2:30", "00:02:30")]
    [InlineData("08:00:00", "08:00:00")]
    [InlineData("1-12", "1.12:00:00")]
    [InlineData("1-12:30", "1.12:30:00")]
    [InlineData("2-00:00:30", "2.00:00:30")]
    public void Each_of_Slurms_forms_is_read(string text, string time) => Assert.Equal(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture), SlurmTime.Parse(text));

    [Theory]
    [InlineData("unlimited")]
    [InlineData("INFINITE")]
    public void No_limit_is_longer_than_any(string text) => Assert.Equal(TimeSpan.MaxValue, SlurmTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("8h")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("99999999999")]
    public void Other_text_is_no_time(string text) => Assert.Null(SlurmTime.Parse(text));
}
