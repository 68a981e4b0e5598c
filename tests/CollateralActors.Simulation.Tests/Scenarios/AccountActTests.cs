using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
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

    private static FileReading<Scenario> Read(string text) => ScenarioReader.Parse("loans.jsonc", text, CrashScenario.Folder);
}
