namespace CollateralActors.Cli.Tests.Margin;

/// <summary>The portfolios that ship show what their comments say.</summary>
public sealed class SamplePortfolioTests
{
    [Theory]
    [InlineData("collateral", "holds-much", "300000", "227500", "0")]
    [InlineData("collateral", "holds-old", "20100", "100", "0")]
    [InlineData("collateral", "owes-dollars", "20000", "16900", "12500")]
    [InlineData("collateral", "owes-coins", "25000", "12500", "0")]
    [InlineData("collateral", "lost-more-than-it-had", "3000", "2710", "2500")]
    [InlineData("orders", "quotes-both-sides", "10000", "10000", "7500")]
    [InlineData("orders", "buys-too-dear", "10000", "10000", "3500")]
    [InlineData("orders", "wants-out", "6000", "6000", "5000")]
    [InlineData("orders", "adds", "20000", "20000", "15000")]
    public async Task An_account_has_the_figures_of_the_comment_above_it(
        string sample, string id, string value, string equity, string initial)
    {
        var file = Path.Combine(Repository.Root, "samples", "portfolios", $"{sample}.jsonc");
        var run = await CommandRun.Of("margin", file, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var account = Assert.Single(
            run.Accounts().EnumerateArray(), account => account.GetProperty("id").GetString() == id);
        Assert.Equal((value, equity, initial), (Of("value"), Of("equity"), Of("initialMargin")));

        string? Of(string member) => account.GetProperty(member).GetString();
    }
}
