using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Market.VenueHaltTests;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>An operator pauses liquidations, and nothing else.</summary>
public sealed class LiquidationPauseTests
{
    private static readonly PriceQuality Paused = new() { AreLiquidationsPaused = true };

    [Fact]
    public void A_pause_holds_from_the_next_frame_on_which_comes_without_quotes_too()
    {
        var decider = new MarketDecider(new Shards(2));
        var market = Open().When(new MarketCommand.SubmitQuotes([]))
            .When(new MarketCommand.PauseLiquidations()).Then(new MarketEvent.LiquidationsPaused())
            .When(new MarketCommand.PauseLiquidations()).ThenAlreadyApplied();
        Assert.Equal(default(Instant), decider.NextDue(market.State));
        market.When(Assert.Single(decider.WhenDue(market.Entity))).Then(Frame(2, isPaused: true))
            .When(new MarketCommand.SubmitQuotes([])).ThenNothingStored()
            .When(new MarketCommand.ResumeLiquidations()).Then(new MarketEvent.LiquidationsResumed())
            .When(new MarketCommand.ResumeLiquidations()).ThenAlreadyApplied()
            .When(new MarketCommand.SubmitQuotes([])).Then(Frame(3, isPaused: false));
    }

    [Fact]
    public void Every_frame_of_a_pause_says_so()
    {
        var first = MarketFold.Next(null, Frame(1, isPaused: false), default, Rules);
        var paused = MarketFold.Next(first, Frame(2, isPaused: true), default, Rules);
        Assert.Equal((false, true, false), (first.HoldsLiquidations, paused.HoldsLiquidations, paused.IsHalted));
        Assert.False(MarketFold.Next(paused, Frame(3, isPaused: false), default, Rules).HoldsLiquidations);
    }

    [Fact]
    public void Statuses_change_during_a_pause_and_liquidations_begin_after_it()
    {
        var account = Account.Holding(1m, 1_000m).At(Market(2)).WhenWoken().ThenKinds(typeof(AccountEvent.MaintenanceBreached));
        account.At(Market(3)).WhenWoken().ThenNothingStored();
        account.At(Venue.Frame(4)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void An_episode_that_is_under_way_ends_as_postponed()
    {
        var account = Account.Holding(1m, 1_000m).At(Venue.Frame(2)).WhenWoken();
        account.At(Market(3)).WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1))
            .Then(new AccountEvent.LiquidationEnded(Account.First, LiquidationOutcome.Postponed));
    }

    [Fact]
    public void All_else_goes_on() => Account.Holding(1m, 10_000m).At(Market(2))
        .When(Reserve("o-1", 0.1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved))
        .When(Withdraw(1m)).ThenKinds(typeof(AccountEvent.Withdrawn));

    private static MarketView Market(long frame) => Venue.Frame(frame).With(Paused);

    private static MarketEvent.FrameIssued Frame(long number, bool isPaused) =>
        new(new FrameNumber(number), new RiskBookVersion(1), []) { AreLiquidationsPaused = isPaused };
}
