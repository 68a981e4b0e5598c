using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Escrows.Programmes;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>The market sees to it that a deadline or a price is not missed though nobody calls.</summary>
public sealed class EscrowLookoutTests
{
    private static readonly EscrowId Deal = new("deal");
    private static readonly EntityId Escrow = Entities.Escrow(Deal);
    private static readonly EscrowCondition.PriceReached Above = new(Venue.Btc, PriceSide.Above, new Price(60_000m), At(4));
    private static readonly EscrowCondition.PriceReached Below = new(Venue.Btc, PriceSide.Below, new Price(40_000m));
    private static readonly MarketDecider Rules = new(new Shards(2));

    [Fact]
    public void A_deadline_is_told_once_by_the_first_frame_at_or_after_it()
    {
        var market = Watching(new EscrowWatch(At(9), [])).Then(new MarketEvent.EscrowWatched(Deal, new EscrowWatch(At(9), [])));
        Assert.Equal(At(9), Rules.NextDue(market.State));
        market.AtTime(8_999).When(new MarketCommand.SubmitQuotes([])).ThenOwes(Escrow);
        market.AtTime(9_000).When(Assert.Single(Rules.WhenDue(market.Entity)))
            .ThenOwes(Escrow, new EscrowCommand.ObserveFrame(Seen(market, 9_000)));
        Assert.Null(Rules.NextDue(market.State));
        market.AtTime(10_000).When(Quotes(50_000m, 10_000)).ThenOwes(Escrow, new EscrowCommand.ObserveFrame(Seen(market, 9_000, 2)));
    }

    [Fact]
    public void A_price_is_told_by_the_frame_that_accepts_it()
    {
        var market = Watching(new EscrowWatch(At(9), [Above, Below]));
        market.AtTime(3_000).When(Quotes(61_000m, 3_000)).ThenOwes(Escrow);
        market.AtTime(5_000).When(Quotes(59_999m, 5_000)).ThenOwes(Escrow);
        market.AtTime(6_000).When(Quotes(60_000m, 6_000))
            .ThenOwes(Escrow, new EscrowCommand.ObserveFrame(Seen(market, 6_000, 0, 60_000m)))
            .ThenState(state => Assert.Empty(state.Escrows));
    }

    [Fact]
    public void A_price_that_holds_already_is_told_as_soon_as_it_counts()
    {
        var market = Watching(new EscrowWatch(At(9), [Above]), price: 61_000m);
        Assert.Equal(At(4), Rules.NextDue(market.State));
        market.AtTime(4_000).When(Quotes(61_000m, 4_000)).ThenOwes(Escrow, new EscrowCommand.ObserveFrame(Seen(market, 4_000, 0, 61_000m)));
    }

    [Fact]
    public void A_price_that_is_not_good_decides_nothing()
    {
        var market = Watching(new EscrowWatch(At(9), [Below]));
        market.When(new MarketCommand.HaltVenue()).AtTime(3_000).When(Quotes(30_000m, 3_000)).ThenOwes(Escrow);
        Assert.NotEqual(default(Instant), Rules.NextDue(market.State));
        market.AtTime(3_100).When(new MarketCommand.ResumeVenue()).When(Quotes(30_000m, 3_100))
            .ThenOwes(Escrow, new EscrowCommand.ObserveFrame(Seen(market, 3_100, 0, 30_000m)));
        var stale = Watching(new EscrowWatch(At(9), [Below]), price: 30_000m, halted: true);
        stale.AtTime(8_000).When(new MarketCommand.SubmitQuotes([])).ThenOwes(Escrow);
        Assert.Equal(OracleCondition.Stale, stale.State.States[new Symbol("BTC")].Condition);
        Assert.Equal(At(9), Rules.NextDue(stale.State));
    }

    [Fact]
    public void A_deadline_and_a_price_may_come_together() =>
        Watching(new EscrowWatch(At(9), [Below])).AtTime(9_000).When(Quotes(40_000m, 9_000))
            .ThenState(state => Assert.Empty(state.Escrows));

    [Fact]
    public void A_later_watch_takes_the_place_of_an_earlier_one() =>
        Watching(new EscrowWatch(At(3), [])).WhenOwed(Escrow, 2, new MarketCommand.WatchEscrow(Deal, new EscrowWatch(At(9), [])))
            .AtTime(5_000).When(new MarketCommand.SubmitQuotes([])).ThenOwes(Escrow);

    [Fact]
    public void Nothing_is_told_to_an_escrow_that_is_over() =>
        Watching(new EscrowWatch(At(3), [])).WhenOwed(Escrow, 2, new MarketCommand.UnwatchEscrow(Deal))
            .Then(new MarketEvent.EscrowUnwatched(Deal))
            .WhenOwed(Escrow, 3, new MarketCommand.UnwatchEscrow(Deal)).Then(new EntityEvent.DutyNoted())
            .AtTime(5_000).When(new MarketCommand.SubmitQuotes([])).ThenOwes(Escrow);

    [Fact]
    public void Clients_have_nothing_watched() =>
        Watching(new EscrowWatch(At(3), [])).When(new MarketCommand.UnwatchEscrow(Deal)).ThenRejected(RejectionCode.NotForClients);

    private static Spec<MarketState> Watching(EscrowWatch watch, decimal price = 50_000m, bool halted = false)
    {
        var market = new Spec<MarketState>(Rules, Entities.Market).AtTime(1_000)
            .When(new MarketCommand.OpenMarket([new OracleParameters(
                new Symbol("BTC"), [new SourceId("a")], 1, TimeSpan.FromSeconds(2), new Rate(0.9m), TimeSpan.FromSeconds(1), 1,
                TimeSpan.FromMilliseconds(500), 2)]))
            .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
        if (halted)
            market.When(new MarketCommand.HaltVenue());
        market.When(Quotes(price, 1_000));
        if (halted)
            market.AtTime(7_000).When(new MarketCommand.ResumeVenue());
        return market.WhenOwed(Escrow, 1, new MarketCommand.WatchEscrow(Deal, watch));
    }

    private static MarketCommand.SubmitQuotes Quotes(decimal price, long time) =>
        new([new Quote(new Symbol("BTC"), new SourceId("a"), new Price(price), new Instant(time))]);

    private static EscrowSighting Seen(Spec<MarketState> market, long time, int framesAgo = 0, params decimal[] prices) => new(
        Deal,
        new FrameNumber(market.State.Frame.Value - Math.Min(framesAgo, 1)),
        new Instant(time),
        [.. prices.Select(price => new SeenPrice(Venue.Btc, new Price(price)))]);
}
