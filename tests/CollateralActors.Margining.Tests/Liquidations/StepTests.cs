using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>
/// What a step closes and at which price, by the rules of the risk book. One BTC was bought at 50,000; maintenance is
/// 2.5 %, the fee of a liquidation 0.5 %, its target 1.2.
/// </summary>
public sealed class StepTests
{
    private static readonly PriceBounds Bounds = new(new Rate(0.25m), new Rate(0.5m), new Rate(0.02m));

    // Closing x costs 240 x: 1,000 − 240 x = 1.2 × 1,200 (1 − x) at x = 0.36667.
    [Fact]
    public void As_little_is_closed_as_brings_equity_to_the_target_rounded_up_to_the_lot() =>
        Assert.Equal(-0.367m, Step(48_000m, With(new LiquidationRules())).Quantity.Contracts);

    [Theory]
    [InlineData("0.632", "-0.367")] // Just this much would stay…
    [InlineData("0.633", "-0.367")]
    [InlineData("0.634", "-1")] // …and less than this may not.
    public void A_rest_below_the_minimum_is_closed_as_well(string minimum, string closed) =>
        Assert.Equal(
            Number(closed),
            Step(48_000m, With(new LiquidationRules(), new Quantity(Number(minimum)))).Quantity.Contracts);

    // Tiers end at 20,000, 30,000 and 50,000: 30,000 at 48,000 are 0.625, 20,000 are 0.41667.
    [Theory]
    [InlineData("1", "3000", "-0.375")]
    [InlineData("0.626", "2000", "-0.001")]
    [InlineData("0.625", "2000", "-0.209")]
    [InlineData("0.417", "1300", "-0.001")]
    [InlineData("0.416", "1300", "-0.416")] // The lowest tier: all of it.
    public void Step_by_step_it_goes_down_to_the_end_of_the_tier_below(string held, string deposit, string closed)
    {
        var rules = With(
            new LiquidationRules { Sizing = LiquidationSizing.StepDown },
            tiers: [Tier(20_000m, 0.025m), Tier(30_000m, 0.03m), Tier(50_000m, 0.035m), Tier(MarginSchedule.Endless, 0.05m)]);
        Assert.Equal(Number(closed), Step(48_000m, rules, Number(held), Number(deposit)).Quantity.Contracts);
    }

    // Equity 1,000 of 1,200; bankruptcy at 47,000. A third of the way down to half of it is sunk: 0.25 + 0.75 / 3 = 0.5 of
    // the way of 1,000.
    [Fact]
    public void The_bound_lies_as_far_on_the_way_to_bankruptcy_as_the_account_has_sunk()
    {
        Assert.Equal(Price(47_500m), Step(48_000m, With(new LiquidationRules { Bounds = Bounds })).Limit);
        // Below half of maintenance all of the way is open: 590 of 1,190 at 47,590.
        Assert.Equal(Price(47_000m), Step(47_590m, With(new LiquidationRules { Bounds = Bounds })).Limit);
        // Who has just fallen below maintenance has a quarter of it: 1,205.1 of 1,205.1275 at 48,205.1, up to the tick.
        Assert.Equal(
            Price(47_903.9m),
            Step(48_205.1m, With(new LiquidationRules { Bounds = Bounds with { FullBelow = Rate.Zero } })).Limit);
    }

    [Fact]
    public void The_bound_of_a_short_lies_above_the_mark()
    {
        var step = Step(52_000m, With(new LiquidationRules { Bounds = Bounds }), held: -1m);
        // Equity 1,000 of 1,300, bankruptcy at 53,000: 0.25 + 0.75 × 300 / 650 of the way, down to the tick.
        Assert.Equal((0.431m, Price(52_596.1m)), (step.Quantity.Contracts, step.Limit));
    }

    [Fact]
    public void No_bound_is_further_from_the_mark_than_the_slippage_limit()
    {
        var narrow = With(new LiquidationRules { Bounds = Bounds with { Slippage = new Rate(0.01m), Opening = Rate.One } });
        Assert.Equal(Price(47_520m), Step(48_000m, narrow).Limit);
        Assert.Equal(Price(52_520m), Step(52_000m, narrow, held: -1m).Limit);
    }

    [Fact]
    public void Past_bankruptcy_the_bound_is_the_slippage_limit_and_all_is_closed()
    {
        var step = Step(46_000m, With(new LiquidationRules { Bounds = Bounds }));
        Assert.Equal((-1m, Price(45_080m)), (step.Quantity.Contracts, step.Limit));
    }

    [Fact]
    public void Without_rules_there_is_no_bound_and_no_minimum() =>
        Assert.Equal((-0.367m, null), (Step(48_000m, With(null, new Quantity(0.9m))).Quantity.Contracts, Step(48_000m, With(null)).Limit));

    [Fact]
    public void An_isolated_position_has_a_bound_by_its_own_margin()
    {
        var rules = With(new LiquidationRules { Bounds = Bounds });
        var account = New().At(Frame(1, risk: rules))
            .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(90_000m)))
            .Given(
                new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated),
                new AccountEvent.WatchConfirmed(1),
                IsolatedTrade(1m, 3_000m))
            .Stamped();
        var isolated = LiquidationId.Of(Alice, BtcPerp, 1);
        account.At(Frame(2, btc: 48_000m, risk: rules)).WhenWoken()
            .WhenOwed(Margining.Deciding.Entities.Liquidation(isolated), 1, new AccountCommand.CancelOrders(isolated))
            .WhenOwed(Margining.Deciding.Entities.Liquidation(isolated), 2, new AccountCommand.PlanStep(isolated, 1));
        Assert.Equal(Price(47_500m), Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[0].Event).Limit);
    }

    private static AccountEvent.StepPlanned Step(decimal price, RiskBook risk, decimal held = 1m, decimal deposit = 3_000m)
    {
        var account = Holding(held, deposit).At(Frame(2, btc: price, risk: risk)).WhenFirstStepIsPlanned();
        return Assert.IsType<AccountEvent.StepPlanned>(Assert.Single(account.Result.Events).Event);
    }

    private static AccountEvent.TradeApplied IsolatedTrade(decimal quantity, decimal margin)
    {
        var traded = Traded("given", quantity, 50_000m, 0m, TradeRole.Counter);
        return traded with
        {
            Posting = traded.Posting with { Isolated = new IsolatedPosting(Amount(margin), default, Price(50_000m)) },
        };
    }

    private static RiskBook With(LiquidationRules? liquidation, Quantity? minimum = null, params MarginTier[] tiers) =>
        Liquidating(Rules, liquidation, instrument => instrument with
        {
            MinimumPosition = minimum,
            Margin = tiers.Length == 0 ? instrument.Margin : new MarginSchedule(
                [.. tiers], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero),
        });

    private static MarginTier Tier(decimal upTo, decimal maintenance) => new(upTo, new Rate(0.1m), new Rate(maintenance));
}
