using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Deciding;

public sealed class DetourTests
{
    private static readonly EntityId Maker = Entities.Account(new AccountId("maker"));
    private static readonly EntityId Trader = Entities.Account(new AccountId("trader"));
    private static readonly AccountDecider Decider = new(Shards.Default);

    [Fact]
    public void Several_duties_of_one_sender_are_on_the_detour_at_once()
    {
        var maker = Stepper.Begin(Decider, Maker);
        Assert.All([1L, 2L, 3L], sequence =>
        {
            var step = Stepper.Step(Decider, maker, Duty(sequence), NoMarket());
            var watch = Assert.IsType<WatchlistCommand.Watch>(step.PassOn?.Command);
            Assert.Equal(Duty(sequence), watch.Then);
        });
    }

    [Fact]
    public void A_duty_that_comes_back_before_the_one_before_it_is_left_for_later()
    {
        var stamped = Duty(2) with { Stamp = new Stamp(new FrameNumber(1), 1, 1) };
        var step = Stepper.Step(Decider, Stepper.Begin(Decider, Maker), stamped, NoMarket());
        Assert.Empty(step.Events);
        Assert.Empty(step.Sends);
        Assert.Null(step.PassOn);
    }

    [Fact]
    public void Receipts_take_no_detour()
    {
        var receipt = Envelope.Signal(Trader, Maker, new EntityCommand.Acknowledge(Trader, 1));
        Assert.Null(Stepper.Step(Decider, Stepper.Begin(Decider, Maker), receipt, NoMarket()).PassOn);
    }

    private static Envelope Duty(long sequence) => new(Maker, new Origin.Duty(Trader, sequence), new AccountCommand.ApplyTrade(
        new TradeId(FormattableString.Invariant($"t{sequence}")), new InstrumentId("BTC-PERP"), new AccountId("trader"),
        new Quantity(-1m), new Price(100m), TradeSide.MakerOnly, TradeSide.TakerOnly, TradeRole.Counter));

    private static DecisionContext NoMarket() => new(new Instant(0), new NoHistory(), null);

    private sealed class NoHistory : IMarketHistory
    {
        public MarketView? Latest => null;

        public MarketView? At(FrameNumber frame) => null;
    }
}
