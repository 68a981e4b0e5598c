using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>The mean of a price over time, and the pair of prices that it makes together with the price.</summary>
public sealed class AveragePriceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly OracleParameters Averaged = OracleTable.Parameters with
    {
        DeviationBand = Rate.One,
        Rules = new OracleRules { AverageWindow = Second },
    };

    // 100 for one time constant, then 200 for another: 1 ÷ (1 + e^−1) of the way.
    [Fact]
    public void The_past_fades_by_the_exponential_of_its_age()
    {
        var mean = TimeAverage.Begin(100m, default).Advance(100m, Second, Second, new Instant(1_000));
        Assert.Equal(100m, mean.Value);
        mean = mean.Advance(200m, Second, Second, new Instant(2_000));
        Assert.Equal(173.105857863m, Math.Round(mean.Value, 9));
    }

    [Fact]
    public void A_start_has_no_bias_and_a_gap_needs_no_filling()
    {
        var mean = TimeAverage.Begin(100m, default).Advance(300m, TimeSpan.FromMilliseconds(1), Second, new Instant(1));
        Assert.Equal(300m, mean.Value);
        mean = mean.Advance(500m, TimeSpan.Zero, Second, new Instant(1_000_000));
        Assert.Equal((300m, 0m), (mean.Value, mean.Weight));
        Assert.Equal(500m, mean.Advance(500m, Second, Second, new Instant(1_001_000)).Value);
    }

    // Nothing may depend on how often somebody looks, beyond the last decimal.
    [Fact]
    public void Looking_often_changes_no_more_than_rounding()
    {
        var (rare, often) = (TimeAverage.Begin(100m, default), TimeAverage.Begin(100m, default));
        rare = rare.Advance(100m, Second, Second, new Instant(1_000)).Advance(200m, Second, TimeSpan.FromMinutes(5), new Instant(2_000));
        often = often.Advance(100m, Second, Second, new Instant(1_000));
        for (var ms = 1; ms <= 1_000; ms++)
            often = often.Advance(200m, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5), new Instant(1_000 + ms));
        Assert.Equal((double)rare.Value, (double)often.Value, 0.1);
    }

    [Fact]
    public void Assets_count_by_the_lower_and_debts_by_the_higher_one_of_price_and_mean()
    {
        var state = PriceConfidenceTests.Observe(Averaged, OracleState.Initial, 0, "a=100 b=100");
        Assert.Null(state.Cautious);
        state = PriceConfidenceTests.Observe(Averaged, state, 1_000, "a=150 b=150");
        Assert.Equal(new CautiousPrices(new Price(100m), new Price(150m)), state.Cautious);
        state = PriceConfidenceTests.Observe(Averaged, state, 2_000, "a=90 b=90");
        Assert.Equal(new Price(90m), state.Cautious!.Low);
        Assert.Equal(136.552928932m, Math.Round(state.Cautious.High.Value, 9));
    }

    [Fact]
    public void Time_without_enough_sources_counts_for_no_mean()
    {
        var state = PriceConfidenceTests.Observe(Averaged, OracleState.Initial, 0, "a=100 b=100");
        state = PriceConfidenceTests.Observe(Averaged, state, 5_000, "a=200 b=200");
        state = PriceConfidenceTests.Observe(Averaged, state, 40_000, "");
        Assert.Equal(OracleCondition.Stale, state.Condition);
        var mean = state.Average!;
        Assert.Equal(state, PriceConfidenceTests.Observe(Averaged, state, 50_000, ""));
        Assert.Equal(mean.Value, PriceConfidenceTests.Observe(Averaged, state, 60_000, "a=300 b=300").Average!.Value);
    }

    [Fact]
    public void A_mean_that_has_arrived_issues_no_more_frames()
    {
        var state = PriceConfidenceTests.Observe(Averaged, OracleState.Initial, 0, "a=100 b=100");
        state = PriceConfidenceTests.Observe(Averaged, state, 1_000, "a=100 b=100");
        Assert.Equal(state, PriceConfidenceTests.Observe(Averaged, state, 2_000, ""));
    }

    [Fact]
    public void The_frame_carries_the_pair_to_everybody_who_decides()
    {
        var frame = new MarketEvent.FrameIssued(new FrameNumber(1), new RiskBookVersion(1), [new SymbolUpdate(
            new Symbol("BTC"),
            OracleState.Initial with
            {
                Accepted = new AcceptedPrice(new Price(100m), default),
                Condition = OracleCondition.Live,
                Cautious = new CautiousPrices(new Price(90m), new Price(110m)),
            })]);
        var view = MarketFold.Next(null, frame, default, Venue.Rules);
        Assert.Equal(new CautiousPrices(new Price(90m), new Price(110m)), view.CautiousIndex(Venue.Btc, new Price(100m)));
        Assert.Equal(new CautiousPrices(new Price(7m), new Price(7m)), view.CautiousIndex(Venue.Eth, new Price(7m)));
    }

    [Theory]
    [InlineData(0, "average window 00:00:00 of BTC is not more than 0 and at most 1 day")]
    [InlineData(86_401_000, "average window 1.00:00:01 of BTC")]
    public void A_window_is_more_than_nothing_and_at_most_a_day(int milliseconds, string says)
    {
        var parameters = Averaged with { Rules = new OracleRules { AverageWindow = TimeSpan.FromMilliseconds(milliseconds) } };
        Assert.StartsWith(says, Assert.Single(parameters.Problems()), StringComparison.Ordinal);
        new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market).When(new MarketCommand.OpenMarket([parameters]))
            .ThenRejected(RejectionCode.IllegalParameters, says);
    }
}
