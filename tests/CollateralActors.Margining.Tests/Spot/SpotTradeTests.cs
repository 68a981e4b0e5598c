using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.SpotVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>A trade in spot moves two assets between two balances, and leaves no position.</summary>
public sealed class SpotTradeTests
{
    private static readonly TradePosting Bought = new(Usdt, default, Amount(5_000m), Amount(-5_000m), default, Amount(10m))
    {
        Exchanged = new Money(Amount(0.1m), Btc),
    };

    private static Spec<AccountState> Watched(decimal usdt) => Account.With(usdt)
        .Given(new AccountEvent.WatchConfirmed(1)).At(Frame(2, risk: SpotVenue.Rules)).Stamped();

    [Fact]
    public void A_buyer_pays_value_and_fee_and_gets_the_base_asset() =>
        Watched(6_000m).When(Trade("t-1", 0.1m, 50_000m, BtcUsdt))
            .Then(new AccountEvent.TradeApplied(
                new TradeId("t-1"), BtcUsdt, Bob, Contracts(0.1m), Price(50_000m), TradeSide.TakerOnly, TradeSide.MakerOnly,
                TradeRole.Initiating, Bought))
            .ThenState(state => Assert.Equal((Amount(990m), Amount(0.1m)), (state.BalanceOf(Usdt), state.BalanceOf(Btc))))
            .ThenState(state => Assert.Empty(state.Positions))
            .ThenState(state => Assert.False(state.IsExposed));

    [Fact]
    public void The_other_side_gets_the_value_less_its_fee_and_gives_the_base_asset() =>
        Watched(6_000m).Given(new AccountEvent.Deposited(Btc, Amount(0.3m)))
            .WhenOwed(Account.Other, 1, Trade("t-1", -0.1m, 50_000m, BtcUsdt, taker: false, role: TradeRole.Counter))
            .ThenState(state => Assert.Equal((Amount(10_995m), Amount(0.2m)), (state.BalanceOf(Usdt), state.BalanceOf(Btc))));

    [Fact]
    public void A_fill_uses_up_its_order() =>
        Watched(6_000m)
            .Given(new AccountEvent.OrderReserved(new OrderId("o-1"), BtcUsdt, Contracts(0.1m), Price(50_000m)))
            .When(Trade("t-1", 0.04m, 50_000m, BtcUsdt, order: "o-1"))
            .ThenState(state => Assert.Equal(Contracts(0.06m), state.Orders[new OrderId("o-1")].Quantity))
            .When(Trade("t-2", 0.06m, 50_000m, BtcUsdt, order: "o-1"))
            .ThenState(state => Assert.Empty(state.Orders));

    [Fact]
    public void A_trade_is_a_fact_and_leaves_a_debt_where_the_balance_is_short() =>
        Watched(1_000m).When(Trade("t-1", 0.1m, 50_000m, BtcUsdt))
            .ThenState(state => Assert.Equal(Amount(-4_010m), state.BalanceOf(Usdt)))
            .ThenState(state => Assert.True(state.IsExposed));

    [Fact]
    public void A_trade_waits_for_the_prices_of_both_assets() =>
        Watched(6_000m).At(Priced()).When(Trade("t-1", 0.1m, 50_000m, BtcUsdt)).ThenNotYet("a first price of BTC-USDT");

    [Property(MaxTest = 200)]
    public void Both_sides_of_a_trade_and_the_fees_sum_to_nothing(int seed)
    {
        var random = new Random(seed);
        var (quantity, price) = (Contracts(random.Next(1, 100_000) * 0.001m), Price(random.Next(1, 1_000_000) * 0.1m));
        var ledger = new Conservation();
        foreach (var (side, fee) in new[] { (1m, Pair.TakerFee), (-1m, Pair.MakerFee) })
        {
            var posting = Margining.Spot.SpotBooking.Book(Pair, Contracts(side * quantity.Contracts), price, fee, 6);
            Assert.True(Decimals.FitsScale(posting.Posted.Value, 6));
            Assert.True(Decimals.FitsScale(posting.Exchanged!.Value.Amount.Value, 8));
            ledger.Add(Account.Self, new AccountEvent.TradeApplied(
                new TradeId("t"), BtcUsdt, Bob, Contracts(side * quantity.Contracts), price, TradeSide.TakerOnly, TradeSide.MakerOnly,
                TradeRole.Initiating, posting));
            var units = side > 0m ? quantity.Contracts : 0m;
            Assert.Equal((Amount(units), Amount(-units)), (ledger.Total(LedgerBucket.Balances, Btc), ledger.Total(LedgerBucket.UnderWay, Btc)));
        }

        Assert.All([Usdt, Btc], asset => Assert.Equal(
            (Amount(0m), Amount(0m), Amount(0m)),
            (ledger.Drift(asset), ledger.Total(LedgerBucket.UnderWay, asset), ledger.Total(LedgerBucket.Claims, asset))));
        Assert.True(ledger.Total(LedgerBucket.Fees, Usdt) > Amount(0m));
    }

    // No price of BTC yet.
    private static Margining.Market.MarketView Priced()
    {
        var frame = FrameOf((Usdt, 1m));
        return new(frame.Frame.Next, frame.Time, SpotVenue.Rules, frame.IndexPrices, frame.Marks);
    }
}
