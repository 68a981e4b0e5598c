using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// A price that nobody stands for any more: what it is worth as collateral falls to nothing, for maintenance too.
/// </summary>
public sealed class LostPriceTests
{
    private const int Age = 10_000;
    private static readonly OracleParameters Falling = OracleTable.Parameters with
    {
        Rules = new OracleRules
        {
            ConfidenceFactor = Rate.One,
            LostAfter = TimeSpan.FromSeconds(60),
            FallsToZeroOver = TimeSpan.FromSeconds(1_000),
        },
    };

    // Good until 10,000; the pass at 10,001 finds it stale, and 60 seconds later it is lost. It counts 95 of 100 then,
    // and a hundredth of that less with each ten seconds that have begun.
    [Theory]
    [InlineData(Age, OracleCondition.Live, null)]
    [InlineData(Age + 1, OracleCondition.Stale, null)]
    [InlineData(70_000, OracleCondition.Stale, null)]
    [InlineData(70_001, OracleCondition.Lost, 0.95)]
    [InlineData(70_002, OracleCondition.Lost, 0.9405)]
    [InlineData(80_001, OracleCondition.Lost, 0.9405)]
    [InlineData(80_002, OracleCondition.Lost, 0.931)]
    [InlineData(570_001, OracleCondition.Lost, 0.475)]
    [InlineData(1_070_001, OracleCondition.Lost, 0.0)]
    [InlineData(9_000_000, OracleCondition.Lost, 0.0)]
    public void It_falls_from_its_lower_bound_in_a_hundred_steps(int at, OracleCondition condition, double? remaining)
    {
        var state = PriceConfidenceTests.Observe(Falling, OracleState.Initial, 0, "a=100~5 b=100~5");
        foreach (var pass in new[] { Age, Age + 1, at }.Where(pass => pass <= at).Distinct())
            state = PriceConfidenceTests.Observe(Falling, state, pass, "");
        Assert.Equal((condition, (decimal?)remaining), (state.Condition, state.Remaining?.Value));
        Assert.Equal(new Price(100m), state.Price);
    }

    [Fact]
    public void It_counts_in_full_as_soon_as_a_price_is_accepted_again()
    {
        var state = Lost();
        state = PriceConfidenceTests.Observe(Falling, state, 600_000, "a=99 b=99");
        Assert.Equal((OracleCondition.Live, null, null), (state.Condition, state.Remaining, state.DownSince));
    }

    [Fact]
    public void A_pass_between_two_steps_has_nothing_to_tell()
    {
        var state = PriceConfidenceTests.Observe(Falling, Lost(), 100_000, "");
        Assert.Equal(state, PriceConfidenceTests.Observe(Falling, state, 100_001, ""));
        Assert.NotEqual(state, PriceConfidenceTests.Observe(Falling, state, 100_002, ""));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("halt")]
    public void Too_few_sources_and_a_halt_are_no_price_either(string what)
    {
        var state = PriceConfidenceTests.Observe(Falling, OracleState.Initial, 0, "a=100 b=100");
        for (var at = 5_000; at <= 90_000; at += 5_000)
        {
            if (what == "halt" && at == 10_000)
                state = state with { Mode = OracleMode.Halted };
            state = PriceConfidenceTests.Observe(Falling, state, at, what == "halt" ? "a=100 b=100" : "a=100");
        }

        Assert.Equal(OracleCondition.Lost, state.Condition);
    }

    // 2 BTC with a haircut of 0.1 count 90,000; what is owed is owed in full; the price does not change.
    [Fact]
    public void Of_what_is_held_only_the_remaining_share_counts_and_of_what_is_owed_everything()
    {
        var market = Frame(remaining: 0.4m);
        Assert.Equal(36_000m, Equity(2m, market));
        Assert.Equal(-50_000m, Equity(-1m, market));
        Assert.Equal(new Price(50_000m), market.IndexPrice(Venue.Btc));
        Assert.Equal(0m, Equity(2m, Frame(remaining: 0m)));
    }

    [Fact]
    public void Each_step_makes_every_band_look_again_and_the_same_shares_give_the_same_book()
    {
        var first = Frame(0.4m);
        var same = MarketFold.Next(first, new MarketEvent.FrameIssued(new FrameNumber(2), new RiskBookVersion(1), []), default, Venue.Rules);
        Assert.Same(first.Risk, same.Risk);
        var next = MarketFold.Next(same, Issued(3, 0.3m), default, Venue.Rules);
        Assert.NotEqual(first.Risk.Edition, next.Risk.Edition);
        var back = MarketFold.Next(next, Issued(4, null), default, Venue.Rules);
        Assert.NotEqual(next.Risk.Edition, back.Risk.Edition);
        Assert.Equal(Venue.Rules[Venue.Btc], back.Risk[Venue.Btc]);
    }

    [Fact]
    public void The_market_looks_by_itself_when_a_price_goes_is_lost_and_falls()
    {
        var decider = new MarketDecider(new Shards(2));
        var market = Open().AtTime(0).When(Quotes(("a", 100m), ("b", 100m)));
        foreach (var due in new[] { 10_001, 70_001, 70_002, 80_002 })
        {
            Assert.Equal(new Instant(due), decider.NextDue(market.State));
            market.AtTime(due - 1).When(Assert.Single(decider.WhenDue(market.Entity))).ThenNothingStored();
            market.AtTime(due).When(Assert.Single(decider.WhenDue(market.Entity))).ThenKinds(typeof(MarketEvent.FrameIssued));
        }

        market.AtTime(2_000_000).When(Assert.Single(decider.WhenDue(market.Entity)));
        Assert.Null(decider.NextDue(market.State));
    }

    [Fact]
    public void A_halt_of_a_symbol_with_rules_is_told_by_the_next_frame_though_nobody_quotes()
    {
        var decider = new MarketDecider(new Shards(2));
        var market = Open().AtTime(0).When(Quotes(("a", 100m), ("b", 100m)))
            .When(new MarketCommand.HaltSymbol(OracleTable.Symbol));
        Assert.Equal(default(Instant), decider.NextDue(market.State));
        market.AtTime(1).When(Quotes()).ThenState(state => Assert.Equal(OracleCondition.Halted, state.States[OracleTable.Symbol].Condition));
        market.When(new MarketCommand.ResumeSymbol(OracleTable.Symbol));
        Assert.Equal(default(Instant), decider.NextDue(market.State));
        market.AtTime(2).When(Quotes()).ThenState(state => Assert.Equal(OracleCondition.Live, state.States[OracleTable.Symbol].Condition));
    }

    [Theory]
    [InlineData(-1, 0, "time -00:00:00.0010000 after which BTC is lost")]
    [InlineData(null, 5, "BTC falls to zero but is never lost")]
    [InlineData(5, -5, "over which BTC falls to zero")]
    public void Times_are_none_or_more(int? lost, int falls, string says)
    {
        var rules = new OracleRules
        {
            LostAfter = lost is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            FallsToZeroOver = TimeSpan.FromMilliseconds(falls),
        };
        Assert.Contains((OracleTable.Parameters with { Rules = rules }).Problems(), problem => problem.Contains(says, StringComparison.Ordinal));
    }

    private static OracleState Lost()
    {
        var state = PriceConfidenceTests.Observe(Falling, OracleState.Initial, 0, "a=100 b=100");
        state = PriceConfidenceTests.Observe(Falling, state, Age + 1, "");
        state = PriceConfidenceTests.Observe(Falling, state, 90_001, "");
        Assert.Equal(OracleCondition.Lost, state.Condition);
        return state;
    }

    private static decimal Equity(decimal btc, MarketView market)
    {
        var account = AccountState.Initial(Venue.Alice).Post(Venue.Btc, new Amount(btc));
        return MarginCalculator.Evaluate(account.ToMarginBook(market), market).Equity.Value;
    }

    private static MarketView Frame(decimal remaining) => MarketFold.Next(null, Issued(1, remaining), default, Venue.Rules);

    private static MarketEvent.FrameIssued Issued(long frame, decimal? remaining) => new(
        new FrameNumber(frame),
        new RiskBookVersion(1),
        [new SymbolUpdate(
            new Symbol("BTC"),
            OracleState.Initial with
            {
                Accepted = new AcceptedPrice(new Price(50_000m), default),
                Condition = remaining is null ? OracleCondition.Live : OracleCondition.Lost,
                Remaining = remaining is { } share ? new Rate(share) : null,
            })]);

    private static Spec<MarketState> Open() => new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market)
        .When(new MarketCommand.OpenMarket([Falling]))
        .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));

    private static MarketCommand.SubmitQuotes Quotes(params (string Source, decimal Price)[] quotes) => new(
        [.. quotes.Select(q => new Quote(OracleTable.Symbol, new SourceId(q.Source), new Price(q.Price), default))]);
}
