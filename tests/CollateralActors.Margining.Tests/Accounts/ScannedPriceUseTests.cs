using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.OptionVenue;
using static CollateralActors.Margining.Tests.Specs.Qualities;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// The call has a mark of its own. Portfolio mode prices it by its volatility and the price of BTC all the same, so
/// those must be good as well; in cross mode the mark is enough.
/// </summary>
public sealed class ScannedPriceUseTests
{
    private static readonly PriceQuality Good = new();

    private static MarketView At(long number, PriceQuality quality) =>
        OptionVenue.At(number, risk: WithOptions).Marked((FarCall, 5_900m)).With(quality);

    private static Margining.Risk.RiskBook WithOptions { get; } = WithPriceUse(Listed);

    [Theory]
    [InlineData("IV:BTC-FAR-C", "Stale", false)]
    [InlineData("IV:BTC-FAR-C", "Halted", false)]
    [InlineData("IV:BTC-FAR-C", "Uncertain", true)]
    [InlineData("IV:BTC-FAR-C", "Held", true)]
    [InlineData("BTC", "Stale", false)]
    [InlineData("BTC-FAR-C", "Stale", false)]
    [InlineData("IV:BTC-BARE-P", "Stale", true)]
    public void A_liquidation_waits_for_what_the_scan_prices_by(string symbol, string condition, bool isLiquidated)
    {
        var account = Short(9_000m, MarginMode.Portfolio)
            .At(At(2, Conditions((symbol, Enum.Parse<OracleCondition>(condition))))).WhenWoken();
        if (isLiquidated)
        {
            account.ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
            return;
        }

        account.ThenKinds(typeof(AccountEvent.MaintenanceBreached));
        Assert.True(BandOf(account).IsHot);
        account.At(At(3, Good)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested));
    }

    // Maintenance by the rates is 0.075 × 50,000.
    [Fact]
    public void In_cross_mode_the_mark_is_enough()
    {
        var bad = Conditions(("IV:BTC-FAR-C", OracleCondition.Stale), ("BTC", OracleCondition.Stale));
        Short(9_000m, MarginMode.Cross).At(At(2, bad)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        Short(100_000m, MarginMode.Cross).At(At(2, bad)).When(Reserve("o-1", -1m, 5_900m, FarCall))
            .ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void An_order_takes_on_risk_by_them_and_whoever_wants_out_gets_out()
    {
        var market = At(2, Conditions(("IV:BTC-FAR-C", OracleCondition.Stale)));
        Short(100_000m, MarginMode.Portfolio).At(market).When(Reserve("o-1", -1m, 5_900m, FarCall))
            .ThenRejected(RejectionCode.PriceNotGood, "the price of IV:BTC-FAR-C is stale", "smaller");
        Short(100_000m, MarginMode.Portfolio).At(market).When(Reserve("o-1", 1m, 5_900m, FarCall))
            .ThenKinds(typeof(AccountEvent.OrderReserved));
        Short(100_000m, MarginMode.Portfolio).At(market).When(Reserve("o-1", 0.1m, 50_000m, BtcPerp))
            .ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // The call is the worse of the two, but nobody knows how bad it is.
    [Fact]
    public void Only_positions_that_are_scanned_by_good_prices_are_closed()
    {
        var market = At(2, Conditions(("IV:BTC-FAR-C", OracleCondition.Stale)));
        var book = Short(15_000m, MarginMode.Portfolio).Given(Account.Traded("perp", -1m, 50_000m, 0m, TradeRole.Counter))
            .State.ToMarginBook(market);
        Assert.Equal(MarginStatus.Liquidation, MarginCalculator.Evaluate(book, market).Status);
        Assert.Equal(BtcPerp, PortfolioLiquidation.Next(book, market)!.Value.Position.Instrument.Id);
        Assert.Equal(BtcPerp, PortfolioLiquidation.Next(book with { Balances = [] }, market)!.Value.Position.Instrument.Id);
        Assert.Null(PortfolioLiquidation.Next(
            book with { Positions = [.. book.Positions.Where(position => position.Instrument.IsOption)] }, market));
        Assert.Equal(FarCall, PortfolioLiquidation.Next(book, At(2, Good))!.Value.Position.Instrument.Id);
    }

    private static Spec<AccountState> Short(decimal usdt, MarginMode mode) => Account.With(usdt)
        .Given(new AccountEvent.WatchConfirmed(1)).Stamped()
        .Given(
            new AccountEvent.TradeApplied(
                new TradeId("call"), FarCall, Bob, Contracts(-1m), Price(1m), TradeSide.TakerOnly, TradeSide.MakerOnly,
                TradeRole.Counter, new TradePosting(Usdt, default, default, default, default, default)),
            new AccountEvent.ModeSwitched(mode));

    private static Band BandOf(Spec<AccountState> account) =>
        Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command).Band;
}
