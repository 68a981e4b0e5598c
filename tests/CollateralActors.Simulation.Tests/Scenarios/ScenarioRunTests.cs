using System.Security.Cryptography;
using System.Text;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

public sealed class ScenarioRunTests
{
    private static readonly ScenarioRound[] Rounds = [.. ScenarioRun.Of(CrashScenario.With(1_000)).Rounds()];

    [Fact]
    public void The_scenario_that_ships_is_an_hour_of_four_ticks_a_minute_against_ten_thousand_accounts()
    {
        var scenario = CrashScenario.Full;
        Assert.Equal(10_000, scenario.Accounts);
        Assert.Equal(240, scenario.Series.Ticks.Count);
        Assert.Equal(95_222m, scenario.Series.Ticks[0].Price.Value);
        Assert.Equal(240 + scenario.Series.ClosingRounds, ScenarioRun.Of(scenario).RoundCount);
    }

    [Fact]
    public void One_seed_gives_one_run()
    {
        var again = ScenarioRun.Of(CrashScenario.With(1_000)).Rounds();
        Assert.Equal(HashOf(Rounds), HashOf(again));
    }

    [Fact]
    public void The_first_rounds_of_the_crash_are_the_same_for_ever() => Assert.Equal(
        "5607234d49e9b2aeecb28c849deb6381984de8980114e837dc6ee40093910494",
        HashOf(ScenarioRun.Of(CrashScenario.With(100)).Rounds().Skip(1).Take(15)));

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.NotEqual(HashOf(Rounds), HashOf(ScenarioRun.Of(CrashScenario.With(1_000, seed: 43)).Rounds()));

    [Fact]
    public void A_run_can_be_enumerated_twice()
    {
        var run = ScenarioRun.Of(CrashScenario.With(50));
        Assert.Equal(HashOf(run.Rounds()), HashOf(run.Rounds()));
    }

    [Fact]
    public void Rounds_are_numbered_and_time_goes_on()
    {
        Assert.Equal(Enumerable.Range(0, Rounds.Length), Rounds.Select(round => round.Number));
        Assert.All(Rounds.Zip(Rounds.Skip(1)), pair => Assert.True(pair.First.Time < pair.Second.Time));
    }

    [Fact]
    public void Every_command_has_an_id_of_its_own_unless_it_is_a_deliberate_repetition()
    {
        var ids = Rounds.SelectMany(round => round.Inputs.Append(round.Quotes)).GroupBy(IdOf).ToArray();
        Assert.All(ids.Where(same => same.Count() > 1), same => Assert.IsType<AccountCommand.Deposit>(same.First().Command));
        Assert.Contains(ids, same => same.Distinct().Count() > 1);
        Assert.Contains(ids, same => same.Count() > same.Distinct().Count());
    }

    [Fact]
    public void Ids_name_round_account_and_number()
    {
        var first = Rounds.Skip(1).SelectMany(round => round.Inputs).First(input => input.To.Key == "a00042");
        Assert.Matches("^r[0-9]+-a00042-1$", IdOf(first).Value);
    }

    [Fact]
    public void Inputs_are_in_order_of_receivers() =>
        Assert.All(Rounds, round => Assert.Equal(round.Inputs.Select(i => i.To).Order(), round.Inputs.Select(i => i.To)));

    [Fact]
    public void No_account_has_more_than_a_handful_of_commands_in_a_round() =>
        Assert.All(Rounds, round => Assert.All(round.Inputs.GroupBy(i => i.To), of => Assert.InRange(of.Count(), 1, 8)));

    [Fact]
    public void Closing_rounds_repeat_the_last_prices_at_later_times_and_ask_nothing()
    {
        var closing = Rounds[240..];
        Assert.NotEmpty(closing);
        Assert.All(closing, round => Assert.Empty(round.Inputs));
        Assert.All(closing, round => Assert.Equal(PricesOf(Rounds[239]), PricesOf(round)));
        Assert.All(closing, round => Assert.All(QuotesOf(round), quote => Assert.Equal(round.Time, quote.Time)));
    }

    [Fact]
    public void One_source_is_silent_for_a_while_and_another_is_off()
    {
        var sources = Rounds.Select(round => QuotesOf(round).Select(quote => quote.Source.Value).ToHashSet()).ToArray();
        Assert.Equal(32, sources.Count(round => !round.Contains("gamma")));
        var off = Rounds.Count(round => PriceBy(round, "beta") / PriceBy(round, "alpha") > 1.03m);
        Assert.Equal(24, off);

        static decimal PriceBy(ScenarioRound round, string source) =>
            QuotesOf(round).First(quote => quote.Source.Value == source && quote.Symbol.Value == "BTC").Price.Value;
    }

    private static CommandId IdOf(Envelope envelope) => ((Origin.Client)envelope.Origin).Id;

    private static ValueList<Quote> QuotesOf(ScenarioRound round) =>
        ((MarketCommand.SubmitQuotes)round.Quotes.Command).Quotes;

    private static IEnumerable<(string, string, decimal)> PricesOf(ScenarioRound round) =>
        QuotesOf(round).Select(quote => (quote.Symbol.Value, quote.Source.Value, quote.Price.Value)).Order();

    private static string HashOf(IEnumerable<ScenarioRound> rounds)
    {
        var text = new StringBuilder();
        foreach (var round in rounds)
            text.AppendJoin('\n', round.Inputs.Append(round.Quotes)).Append('\n').Append(round.Time).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
