using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>What single accounts do in scenario files: what is asked in a run, and what is refused, where and why.</summary>
public sealed class AccountActTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(CrashScenario.Folder, "loans.jsonc"));

    [Fact]
    public void Each_act_is_asked_once_at_its_minute()
    {
        var reading = Read(Shipped);
        Assert.Empty(reading.Problems);
        var rounds = ScenarioRun.Of(reading.Content!).Rounds().ToList();
        var asked = rounds.SelectMany(round => round.Inputs.Select(input => (round.Time, input))).ToList();
        var (usdt, start) = (new AssetId("USDT"), reading.Content!.Series.Ticks[0].Time);
        Assert.Equal(reading.Content.Acts.Count, asked.Count(each => reading.Content.Acts.Any(act => act.Account.Value == each.input.To.Key)));
        Assert.Equal(
            start + TimeSpan.FromMinutes(7),
            asked.Single(each => each.input.Command.Equals(new AccountCommand.Borrow(usdt, new Amount(148_000m)))).Time);
        Assert.Contains(asked, each => each.input.Command is AccountCommand.SwitchMode { Mode: MarginMode.Loan });
        Assert.Contains(asked, each => each.input.Command is AccountCommand.Redeem { Amount: null });
        Assert.Contains(asked, each => each.input.Command is AccountCommand.Repay { Amount: null });
    }

    [Theory]
    [InlineData("\"account\": \"lena\"", "\"account\": \"le na\"", "acts[0].account", "'le na' is not 1 to 64 letters")]
    [InlineData("\"minute\": 4", "\"minute\": 0.5", "acts[0].minute", "0.5")]
    [InlineData("\"does\": \"deposit\", ", "", "acts[0]", "'does' is missing")]
    [InlineData("\"does\": \"deposit\"", "\"does\": \"steal\"", "acts[0].does", "'steal' is unknown; write deposit or withdraw or supply or borrow or redeem or repay")]
    [InlineData("\"asset\": \"USDT\"", "\"asset\": \"DOGE\"", "acts[0].asset", "'DOGE' is not in the risk book; assets are BTC, USD, USDT")]
    [InlineData(", \"amount\": \"500000\"", "", "acts[0]", "to deposit needs an amount")]
    [InlineData("\"amount\": \"500000\"", "\"amount\": \"-5\"", "acts[0].amount", "-5 is not more than 0")]
    [InlineData("\"amount\": \"500000\"", "\"amount\": \"5\", \"to\": \"bob\"", "acts[0].to", "'to' is unknown here")]
    public void What_cannot_be_is_refused_where_it_stands(string part, string instead, string path, string said)
    {
        var at = Shipped.IndexOf(part, StringComparison.Ordinal);
        var problem = Assert.Single(Read(Shipped.Remove(at, part.Length).Insert(at, instead)).Problems);
        Assert.Equal(path, problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_are_read_in_their_order()
    {
        var (usdt, btc) = (new AssetId("USDT"), new AssetId("BTC"));
        var reading = Read(WithPolicies(
            """
            { "policy": "target-ratio", "below": "1.5", "target": "2" },
            { "policy": "auto-repay" },
            { "policy": "convert", "into": "USD" },
            { "policy": "top-up", "from": "lena.spare", "asset": "USDT", "most": "10" },
            { "policy": "stop-loss", "asset": "BTC", "at": "90000", "into": "USDT" },
            { "policy": "stop-loss", "asset": "BTC", "at": "80000", "share": "0.5", "into": "USDT" },
            { "policy": "conversion-order", "assets": [ "BTC", "USDT" ] }
            """));
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new AccountCommand.SetPolicies(
            [
                new AccountPolicy.TargetRatio(new Rate(1.5m), new Rate(2m)),
                new AccountPolicy.AutoRepay(),
                new AccountPolicy.Convert(new AssetId("USD")),
                new AccountPolicy.TopUp(new AccountId("lena.spare"), usdt, new Amount(10m)),
                new AccountPolicy.StopLoss(btc, new Price(90_000m), Rate.One, usdt),
                new AccountPolicy.StopLoss(btc, new Price(80_000m), new Rate(0.5m), usdt),
                new AccountPolicy.ConversionOrder([btc, usdt]),
            ]),
            reading.Content!.Acts[0].Command);
    }

    [Theory]
    [InlineData("{ \"policy\": \"rob\" }", "policies[0].policy", "'rob' is unknown; write auto-repay or target-ratio or convert")]
    [InlineData("{ }", "policies[0]", "'policy' is missing")]
    [InlineData("{ \"policy\": \"auto-repay\", \"most\": 1 }", "policies[0].most", "'most' is unknown here")]
    [InlineData("{ \"policy\": \"convert\" }", "policies[0]", "'into' is missing")]
    [InlineData("{ \"policy\": \"convert\", \"into\": \"DOGE\" }", "policies[0].into", "asset 'DOGE' is not in the risk book")]
    [InlineData("{ \"policy\": \"target-ratio\", \"below\": \"1\", \"target\": \"2\" }, { \"policy\": \"auto-repay\" }", "policies[0].below", "1 is not the margin-call ratio 1.25 to 100")]
    [InlineData("{ \"policy\": \"top-up\", \"from\": \"bob\", \"asset\": \"BTC\", \"most\": \"1\" }", "policies[0].from", "'bob' is not of 'lena'")]
    [InlineData("{ \"policy\": \"top-up\", \"from\": \"lena.x\", \"asset\": \"BTC\", \"most\": \"0\" }", "policies[0].most", "0 is not more than 0")]
    [InlineData("{ \"policy\": \"auto-repay\" }, { \"policy\": \"auto-repay\" }", "policies[1]", "conflicts with policies[0]: debts are repaid already")]
    [InlineData("{ \"policy\": \"conversion-order\", \"assets\": [ \"BTC\", \"BTC\" ] }", "policies[0].assets[1]", "BTC is named twice")]
    public void Policies_that_cannot_be_are_refused_where_they_stand(string policies, string path, string said)
    {
        var problem = Assert.Single(Read(WithPolicies(policies)).Problems);
        Assert.Equal($"acts[0].{path}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    private static string WithPolicies(string policies)
    {
        const string First = "{ \"minute\": 4, \"account\": \"lena\", \"does\": \"deposit\", \"asset\": \"USDT\", \"amount\": \"500000\" }";
        Assert.Contains(First, Shipped, StringComparison.Ordinal);
        return Shipped.Replace(
            First, $"{{ \"minute\": 4, \"account\": \"lena\", \"does\": \"policies\", \"policies\": [ {policies} ] }}", StringComparison.Ordinal);
    }

    private static FileReading<Scenario> Read(string text) => ScenarioReader.Parse("loans.jsonc", text, CrashScenario.Folder);
}
