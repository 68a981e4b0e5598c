namespace CollateralActors.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--bogus")]
    [InlineData("-x")]
    public async Task A_misspelt_option_is_not_taken_for_a_file(string option)
    {
        foreach (var verb in new[] { "margin", "simulate", "audit verify", "journal parked" })
        {
            var run = await CommandRun.Of([.. verb.Split(' '), option]);
            Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
            var expected = $"'{option}' is no option of '{verb.Split(' ')[^1]}', which has --";
            Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
            Assert.Contains($"write ./{option} for a file of that name", run.Error, StringComparison.Ordinal);
            Assert.Contains($"See: collateral {verb} --help", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_misspelt_option_is_not_taken_for_the_value_of_another()
    {
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--journal", "--jsno");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("'--journal' needs a value, and '--jsno' is no option of 'simulate'", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("--jsno"));
    }

    [Theory]
    [InlineData("--accounts", "abc", "from 1 to 1000000")]
    [InlineData("--accounts", "1.5", "from 1 to 1000000")]
    [InlineData("--accounts", "99999999999999999999", "from 1 to 1000000")]
    [InlineData("--accounts", "", "from 1 to 1000000")]
    [InlineData("--accounts", "-5", "from 1 to 1000000")]
    [InlineData("--seed", "many", "from -999999999999999 to 999999999999999")]
    public async Task A_number_that_is_none_is_answered_with_what_would_be_right(string option, string value, string range)
    {
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, option, value);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"{option} is '{value}'; expected a whole number {range}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("simulate --help")]
    public async Task The_help_says_how_a_verb_ends(string arguments)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("SIGTERM", run.Output, StringComparison.Ordinal);
        Assert.Contains("xit code", run.Output, StringComparison.Ordinal);
    }
}
