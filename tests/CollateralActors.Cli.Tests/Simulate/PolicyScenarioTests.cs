using System.Text.Json;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with policies: each of them acts, and its journal holds.</summary>
public sealed class PolicyScenarioTests
{
    [Fact]
    public async Task Accounts_that_look_after_themselves_are_not_called_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("policies");
        Assert.Equal(["mia", "uma"], Called(run).Intersect(["mia", "quinn", "tess", "uma"]).Order());
        var stopped = Assert.Single(run.Events<AccountEvent.PolicyExchanged>(), e => e.Exchange.Given.Amount == new Amount(0.5m));
        Assert.Equal((Amount.Zero, new AssetId("USDT")), (stopped.Exchange.Fee, stopped.Exchange.Got.Asset));
        var repaid = Assert.Single(run.Events<AccountEvent.PolicyRepaid>());
        Assert.Contains(run.Events<AccountEvent.PolicyExchanged>(), e => e.Exchange.Got == new Money(repaid.Amount, repaid.Asset));
        Assert.All(run.Events<AccountEvent.TopUpGiven>(), given =>
            Assert.Equal(given.To.Value == "tess" ? given.Asked : Amount.Zero, given.Given));
        Assert.True(run.Events<AccountEvent.TopUpGiven>().Count(given => given.To.Value == "tess") > 1);
        Assert.Single(run.Events<AccountEvent.TopUpGiven>(), given => given.To.Value == "uma");
        Assert.Empty(run.Events<AccountEvent.PolicySkipped>());
        var words = await CommandRun.Of("journal", "policies", run.Journal);
        Assert.Equal(0, words.ExitCode);
        Assert.Contains(
            $"rosa{Environment.NewLine}    exchanges 50 % of the BTC for USDT, once, when BTC is at 93500 or less; it is done.",
            words.Output, StringComparison.Ordinal);
        Assert.Contains("asks uma.spare for up to 8000 USDT", words.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await CommandRun.Of("journal", "policies", run.Journal, "--json")).Output).RootElement;
        Assert.Equal(["quinn", "rosa", "tess", "uma"], json.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()));
        var report = run.Report.GetProperty("policies");
        Assert.Equal((2, 1, 0), (Number("exchanges"), Number("repayments"), Number("skipped")));
        Assert.Equal(run.Events<AccountEvent.TopUpAnswered>().Count(e => e.Given > Amount.Zero), Number("topUps"));

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    private static IEnumerable<string> Called(SampleRun run) => run.Rows()
        .Where(row => row.Manifest == "account.margin-call-issued.v1")
        .Select(row => row.PersistenceId["account-".Length..])
        .Distinct();
}
