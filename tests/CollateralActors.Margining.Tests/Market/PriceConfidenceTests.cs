using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// How sure the sources are of a price: the half-width of its interval, and what it does to the price that counts.
/// </summary>
public sealed class PriceConfidenceTests
{
    private static readonly OracleParameters Twice = OracleTable.Parameters with { Rules = new OracleRules { ConfidenceFactor = new Rate(2m) } };

    // Each source reaches as far from the median as its own price lies away plus its own half-width; half of them reach
    // at most so far.
    [Theory]
    [InlineData("a=100~1 b=102~0.5 c=101~3", 101, 2)]
    [InlineData("a=100 b=102 c=101", 101, 1)]
    [InlineData("a=100 b=100 c=104", 100, 0)]
    [InlineData("a=100 b=100 c=100~9", 100, 0)]
    [InlineData("a=100~2 b=102~1", 101, 3)]
    public void The_half_width_is_how_far_half_of_the_sources_reach_from_the_price(string quotes, double price, double width)
    {
        var state = Observe(Twice, OracleState.Initial, 0, quotes);
        Assert.Equal((Price(price), Price(width)), (state.Accepted!.Price, state.Confidence));
    }

    [Fact]
    public void What_is_held_counts_by_less_and_what_is_owed_by_more()
    {
        var state = Observe(Twice, OracleState.Initial, 0, "a=100~1 b=102~0.5 c=101~3");
        Assert.Equal(new CautiousPrices(Price(97d), Price(105d)), state.Cautious);
    }

    [Fact]
    public void A_price_counts_by_a_hundredth_of_itself_at_least() =>
        Assert.Equal(Price(1d), Observe(Twice, OracleState.Initial, 0, "a=100~90 b=100~90").Cautious!.Low);

    [Fact]
    public void Without_a_rule_that_asks_for_it_nothing_but_the_source_s_word_is_kept()
    {
        var state = Observe(OracleTable.Parameters, OracleState.Initial, 0, "a=100~1 b=102~0.5");
        Assert.Equal((null, null, OracleCondition.Live), (state.Confidence, state.Cautious, state.Condition));
        Assert.Equal([Price(1d), Price(0.5d)], state.Quotes.Select(quote => quote.Confidence!.Value));
    }

    [Fact]
    public void A_price_whose_interval_is_too_wide_for_it_is_uncertain_until_it_is_narrow_again()
    {
        var parameters = OracleTable.Parameters with { Rules = new OracleRules { UncertainAbove = new Rate(0.01m) } };
        var state = Observe(parameters, OracleState.Initial, 0, "a=100~1 b=100~1");
        Assert.Equal(OracleCondition.Live, state.Condition);
        state = Observe(parameters, state, 1_000, "a=100~1.01 b=100~1.01");
        Assert.Equal((OracleCondition.Uncertain, null), (state.Condition, PriceOracle.LiveUntil(parameters, state)));
        Assert.Equal(OracleCondition.Live, Observe(parameters, state, 2_000, "a=100~0 b=100~0").Condition);
    }

    [Theory]
    [InlineData(-0.01, "confidence -0.01 is not 0 to")]
    [InlineData(0.001, "with at most 2 decimals")]
    public void A_half_width_that_cannot_be_is_refused(double width, string says)
    {
        var quote = OracleTable.Quote("a=100", default) with { Confidence = Price(width) };
        var verdict = PriceOracle.Observe(Twice, OracleState.Initial, [quote], default).Verdicts[0];
        Assert.Contains(says, Assert.IsType<QuoteVerdict.Refused>(verdict).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_cannot_take_back_how_sure_it_was()
    {
        var state = Observe(Twice, OracleState.Initial, 0, "a=100~1");
        var quote = OracleTable.Quote("a=100", default) with { Confidence = Price(2d) };
        var verdict = PriceOracle.Observe(Twice, state, [quote], default).Verdicts[0];
        Assert.Contains("confidence", Assert.IsType<QuoteVerdict.Refused>(verdict).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_without_a_confidence_prints_as_it_always_did() => Assert.Equal(
        "Quote { Symbol = BTC, Source = a, Price = 100, Time = 1970-01-01T00:00:00.000Z }",
        OracleTable.Quote("a=100", default).ToString());

    internal static OracleState Observe(OracleParameters parameters, OracleState state, long at, string quotes, IndexNow index = default)
    {
        var now = new Instant(at);
        var batch = quotes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Quote).ToArray();
        var outcome = PriceOracle.Observe(parameters, state, batch, now, index);
        Assert.All(outcome.Verdicts, verdict => Assert.IsType<QuoteVerdict.Accepted>(verdict));
        Assert.Equal(outcome.State, PriceOracle.Observe(parameters, state, outcome.AcceptedQuotes, now, index).State);
        return outcome.State;

        Quote Quote(string text) => OracleTable.Quote(text.Split('~')[0], now) with
        {
            Confidence = text.Split('~') is [_, var width]
                ? new Price(decimal.Parse(width, System.Globalization.CultureInfo.InvariantCulture))
                : null,
        };
    }

    private static Price Price(double value) => new((decimal)value);
}
