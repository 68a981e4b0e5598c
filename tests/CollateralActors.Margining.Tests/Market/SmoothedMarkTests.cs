using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>A mark that follows its index: index + mean over time of (what the sources say − index).</summary>
public sealed class SmoothedMarkTests
{
    private static readonly Symbol Perp = new("BTC");
    private static readonly Symbol Index = new("INDEX");
    private static readonly OracleParameters Smoothed = OracleTable.Parameters with
    {
        Rules = new OracleRules { Smoothing = new IndexSmoothing(Index, null, TimeSpan.FromSeconds(1), MedianOfThree: false) },
    };

    private static readonly OracleParameters OfThree = Smoothed with
    {
        Rules = new OracleRules { Smoothing = Smoothed.Rules.Smoothing! with { MedianOfThree = true } },
    };

    // 1 above the index for one time constant, then 3: the premium's mean is 1 until 3 has lasted, and then
    // 1 + 2 ÷ (1 + e^−1).
    [Fact]
    public void The_mark_is_the_index_and_the_mean_of_the_premium()
    {
        var state = Pass(Smoothed, OracleState.Initial, 0, "a=101 b=101", 100m);
        Assert.Equal(new Price(101m), state.Price);
        state = Pass(Smoothed, state, 1_000, "a=103 b=103", 100m);
        Assert.Equal((new Price(101m), new Price(103m)), (state.Price, state.Accepted!.Price));
        state = Pass(Smoothed, state, 2_000, "a=103 b=103", 99m);
        Assert.Equal(new Price(101.46m), state.Price);
    }

    // A book that is pushed for a moment moves the mean of one second by no more than its share of that second.
    [Fact]
    public void A_push_of_a_moment_hardly_moves_it()
    {
        var state = Pass(Smoothed, OracleState.Initial, 0, "a=100 b=100", 100m);
        state = Pass(Smoothed, state, 1_000, "a=104 b=104", 100m);
        state = Pass(Smoothed, state, 1_010, "a=100 b=100", 100m);
        Assert.Equal(new Price(100.04m), state.Price);
    }

    [Theory]
    [InlineData("a=103 b=103", 100, 101)]
    [InlineData("a=100.5 b=100.5", 100, 100.5)]
    [InlineData("a=98 b=98", 100, 100)]
    public void The_median_of_three_is_never_further_from_the_index_than_both_others(string quotes, double index, double mark)
    {
        var state = Pass(OfThree, OracleState.Initial, 0, "a=101 b=101", 100m);
        Assert.Equal(new Price((decimal)mark), Pass(OfThree, state, 1_000, quotes, (decimal)index).Price);
    }

    [Fact]
    public void Without_a_good_index_the_mark_stays_and_is_stale()
    {
        var state = Pass(Smoothed, OracleState.Initial, 0, "a=101 b=101", 100m);
        var outcome = PriceConfidenceTests.Observe(Smoothed, state, 1_000, "a=103 b=103", new IndexNow(new Price(200m), IsGood: false));
        Assert.Equal((new Price(101m), OracleCondition.Stale), (outcome.Price, outcome.Condition));
    }

    [Fact]
    public void The_band_looks_at_what_the_sources_say_and_not_at_the_mark()
    {
        var state = Pass(Smoothed, OracleState.Initial, 0, "a=104 b=104", 100m);
        state = Pass(Smoothed, state, 1_000, "a=100 b=100", 100m);
        Assert.Equal((OracleCondition.Live, new Price(104m)), (state.Condition, state.Price));
        Assert.Equal(OracleCondition.Held, Pass(Smoothed, state, 2_000, "a=110 b=110", 100m).Condition);
    }

    [Fact]
    public void A_frame_marks_the_instrument_by_it_in_the_same_pass_as_its_index()
    {
        var index = OracleTable.Parameters with { Symbol = Index };
        var market = Open(Smoothed, index).AtTime(1_000).When(new MarketCommand.SubmitQuotes(
        [
            new Quote(Perp, new SourceId("a"), new Price(101m), new Instant(1_000)), new Quote(Perp, new SourceId("b"), new Price(101m), new Instant(1_000)),
            new Quote(Index, new SourceId("a"), new Price(100m), new Instant(1_000)), new Quote(Index, new SourceId("b"), new Price(100m), new Instant(1_000)),
        ]));
        Assert.Equal(new Price(101m), market.State.States[Perp].Smoothed);
        Assert.Equal(1m, market.State.States[Perp].Premium!.Value);
    }

    [Fact]
    public void A_mark_follows_an_index_that_has_an_oracle_and_follows_nothing_itself()
    {
        New().When(new MarketCommand.OpenMarket([Smoothed]))
            .ThenRejected(RejectionCode.IllegalParameters, "BTC follows 'INDEX', which has no oracle");
        var other = OracleTable.Parameters with { Symbol = Index, Rules = new OracleRules { Smoothing = Smoothed.Rules.Smoothing! with { Base = Perp } } };
        New().When(new MarketCommand.OpenMarket([Smoothed, other]))
            .ThenRejected(RejectionCode.IllegalParameters, "BTC follows 'INDEX', which follows another itself");
    }

    private static OracleState Pass(OracleParameters parameters, OracleState state, long at, string quotes, decimal index) =>
        PriceConfidenceTests.Observe(parameters, state, at, quotes, new IndexNow(new Price(index), IsGood: true));

    private static Spec<MarketState> New() => new(new MarketDecider(new Shards(2)), Entities.Market);

    private static Spec<MarketState> Open(params OracleParameters[] oracles) => New()
        .When(new MarketCommand.OpenMarket([.. oracles]))
        .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
}
