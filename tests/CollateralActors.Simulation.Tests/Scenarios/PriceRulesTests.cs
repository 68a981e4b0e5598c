using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>
/// What a scenario says about prices: rules of oracles, confidences, faults of one symbol, and halts.
/// </summary>
public sealed class PriceRulesTests
{
    private static readonly string File = Path.Combine(CrashScenario.Folder, "bad-prices.jsonc");
    private static readonly string Shipped = System.IO.File.ReadAllText(File);

    [Fact]
    public void The_rules_of_oracles_are_read()
    {
        var symbols = Read().Symbols.ToDictionary(symbol => symbol.Symbol.Value, symbol => symbol.Oracle.Rules);
        Assert.Equal(
            new OracleRules
            {
                ConfidenceFactor = new Rate(2m),
                AverageWindow = TimeSpan.FromMinutes(5),
                LostAfter = TimeSpan.FromMinutes(10),
                FallsToZeroOver = TimeSpan.FromHours(1),
            },
            symbols["BTC"]);
        Assert.Equal(
            new IndexSmoothing(new Symbol("BTC"), new Symbol("USDT"), TimeSpan.FromSeconds(150), MedianOfThree: true),
            symbols["BTC-PERP"].Smoothing);
        Assert.Equal(OracleRules.None, symbols["USDT"]);
    }

    [Fact]
    public void A_source_states_its_share_of_each_price_rounded_up()
    {
        var quotes = MarketPath.Of(Read()).QuotesAt(0).Where(quote => quote.Symbol.Value == "BTC").ToDictionary(quote => quote.Source.Value);
        Assert.Equal(new Price(Decimals.Up(quotes["alpha"].Price.Value * 0.0002m, 2)), quotes["alpha"].Confidence);
        Assert.Null(quotes["gamma"].Confidence);
    }

    [Fact]
    public void A_fault_of_one_symbol_leaves_the_others_alone()
    {
        var quotes = MarketPath.Of(Read()).QuotesAt(4 * 13);
        Assert.DoesNotContain(quotes, quote => quote.Symbol.Value == "ETH");
        Assert.Equal(3, quotes.Count(quote => quote.Symbol.Value == "ETH-PERP"));
    }

    [Fact]
    public void Halts_begin_and_end_in_the_first_round_of_their_minutes()
    {
        var commands = ScenarioRun.Of(Read()).Rounds()
            .SelectMany(round => round.Inputs.Where(input => input.To == Entities.Market).Select(input => (round.Number, input.Command)))
            .Where(pair => pair.Command is not MarketCommand.OpenMarket);
        Assert.Equal(
            [
                (4 * 31, new MarketCommand.HaltSymbol(new Symbol("BTC-PERP"))), (4 * 33, new MarketCommand.ResumeSymbol(new Symbol("BTC-PERP"))),
                (4 * 36, new MarketCommand.HaltVenue()), (4 * 40, (ICommand)new MarketCommand.ResumeVenue()),
            ],
            commands);
    }

    [Fact]
    public void A_risk_book_file_has_the_careful_table_unless_it_says_otherwise()
    {
        Assert.Equal(PriceUse.Default, Read().Risk.PriceUse);
        var table = RiskBookOf("\"priceUse\": { \"stale\": [\"reduce\", \"settle\"], \"halted\": [] }").PriceUse;
        Assert.Equal(PriceUse.Default with { Stale = PriceActions.Reduce | PriceActions.Settle, Halted = PriceActions.None }, table);
    }

    [Theory]
    [InlineData("\"confidenceFactor\": \"2\"", "\"confidenceFactor\": \"101\"", "symbols.BTC.oracle.confidenceFactor", "is not within 0 … 100")]
    [InlineData("\"confidenceFactor\": \"2\"", "\"uncertainAbove\": \"2\"", "symbols.BTC.oracle.uncertainAbove", "write 1 % as 0.01")]
    [InlineData("\"averageWindowMs\": 300000", "\"averageWindowMs\": 86400001", "symbols.BTC.oracle", "average window 1.00:00:00.0010000 of BTC is not")]
    [InlineData("\"averageWindowMs\": 300000", "\"smoothing\": {}", "symbols.BTC.oracle.smoothing", "only the mark of an instrument")]
    [InlineData("\"lostAfterMs\": 300000, ", "", "symbols.ETH.oracle", "never lost; say after what time")]
    [InlineData("\"lostAfterMs\": 300000", "\"lostAfterMs\": -1", "symbols.ETH.oracle.lostAfterMs", "not a whole number within 0")]
    [InlineData("\"lostAfterMs\": 600000, \"smoothing\"", "\"lostAfterMs\": 600000, \"fallsToZeroOverMs\": 1, \"smoothing\"", "symbols.BTC-PERP.oracle.fallsToZeroOverMs", "only an asset counts")]
    [InlineData("\"mark\": \"median-of-three\"", "\"mark\": \"median\"", "symbols.BTC-PERP.oracle.smoothing.mark", "write index-and-mean or median-of-three")]
    [InlineData("\"windowMs\": 150000", "\"windowMs\": 0", "symbols.BTC-PERP.oracle", "smoothing window 00:00:00 of BTC-PERP is not more than 0")]
    [InlineData("\"confidenceBasisPoints\": \"2\"", "\"confidenceBasisPoints\": \"-2\"", "sources[0].confidenceBasisPoints", "is not within 0 … 1000")]
    [InlineData("\"symbol\": \"ETH\"", "\"symbol\": \"ETC\"", "faults[0].symbol", "'ETC' is not among the symbols; known are BTC, ETH")]
    [InlineData("\"fromMinute\": 36, \"toMinute\": 40", "\"fromMinute\": 36, \"toMinute\": 36", "halts[1].toMinute", "minute 36 is not after fromMinute 36")]
    [InlineData("\"fromMinute\": 36, \"toMinute\": 40", "\"symbol\": \"BTC-PERP\", \"fromMinute\": 32, \"toMinute\": 40", "halts[1]", "BTC-PERP is halted twice at once")]
    public void A_rule_with_a_mistake_is_refused_by_place_and_reason(string right, string wrong, string path, string reason)
    {
        var at = Shipped.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        var changed = string.Concat(Shipped.AsSpan(0, at), wrong, Shipped.AsSpan(at + right.Length));
        var problems = ScenarioReader.Parse("changed.jsonc", changed, CrashScenario.Folder).Problems;
        Assert.Contains(problems, problem => problem.Place.Path == path && problem.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"priceUse\": { \"stale\": [\"trade\"] }", "priceUse.stale", "'trade' is unknown; known are take-on-risk, withdraw, reduce, liquidate, settle")]
    [InlineData("\"priceUse\": { \"old\": [] }", "priceUse.old", "'old' is unknown here; known are halted, held, lost, stale, uncertain")]
    [InlineData("\"priceUse\": { \"lost\": \"reduce\" }", "priceUse.lost", "a list [ … ] is expected here")]
    public void A_table_with_a_mistake_is_refused_by_place_and_reason(string member, string path, string reason)
    {
        var problem = Assert.Single(Parse(member).Problems);
        Assert.Equal(path, problem.Place.Path);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    private static Scenario Read()
    {
        var reading = ScenarioReader.Read(File);
        Assert.Empty(reading.Problems);
        return reading.Content!;
    }

    private static RiskBook RiskBookOf(string member)
    {
        var reading = Parse(member);
        Assert.Empty(reading.Problems);
        return reading.Content!;
    }

    private static Simulation.Files.FileReading<RiskBook> Parse(string member) => Simulation.RiskBooks.RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD", {{member}},
          "assets": { "USD": { "scale": 2 }, "BTC": { "scale": 8 } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } }
          }
        }
        """,
        default);
}
