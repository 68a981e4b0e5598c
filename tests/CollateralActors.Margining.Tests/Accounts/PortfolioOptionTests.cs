using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.OptionVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// Alice holds options in portfolio mode. One BTC at 50,000 loses 8,000 by a fall of 16 %; a put on it, struck at 40,000,
/// pays 2,000 of any fall to 38,000, and more while it has time.
/// </summary>
public sealed class PortfolioOptionTests
{
    private static readonly AccountCommand.SwitchMode ToPortfolio = new(MarginMode.Portfolio);
    private static readonly AccountCommand.SwitchMode ToCross = new(MarginMode.Cross);

    [Fact]
    public void An_account_with_a_perpetual_a_future_and_options_is_switched_and_back()
    {
        var account = Holding(100_000m, (BtcPerp, 1m), (DatedVenue.BtcDec, -0.5m), (FarCall, -1m), (BarePut, 2m)).At(At(2))
            .When(ToPortfolio).Then(new AccountEvent.ModeSwitched(MarginMode.Portfolio));
        Assert.Equal(MarginMode.Portfolio, account.State.ToMarginBook(At(2)).Mode);
        account.When(ToCross).Then(new AccountEvent.ModeSwitched(MarginMode.Cross));
    }

    [Fact]
    public void It_needs_what_the_scan_finds_to_the_last_unit()
    {
        var figures = Figures(Holding(0.000001m, (BtcPerp, 1m), (BarePut, 1m)).State, At(2), MarginMode.Portfolio);
        Assert.InRange(figures.Initial.Value, 1m, 9_999m);
        var enough = Decimals.Up(0.000001m - figures.FreeCollateral.Value, 6);
        Holding(enough, (BtcPerp, 1m), (BarePut, 1m)).At(At(2)).When(ToPortfolio).ThenKinds(typeof(AccountEvent.ModeSwitched));
        Holding(enough - 0.000001m, (BtcPerp, 1m), (BarePut, 1m)).At(At(2)).When(ToPortfolio)
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "portfolio mode would leave");
    }

    // Who is short of an option without rates stands for all of it in cross mode, and may not go there with less.
    [Fact]
    public void Back_in_cross_mode_an_option_without_rates_must_be_affordable() =>
        InPortfolioMode(20_000m, (BarePut, -1m)).At(At(2)).When(ToCross)
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "cross mode would leave");

    [Fact]
    public void An_option_without_rates_is_ordered_in_portfolio_mode_alone()
    {
        InPortfolioMode(20_000m).At(At(2)).When(Reserve("o-1", -1m, 500m, BarePut)).ThenKinds(typeof(AccountEvent.OrderReserved));
        Holding(100_000m).At(At(2)).When(Reserve("o-1", -1m, 500m, BarePut)).ThenRejected(RejectionCode.NoMarginRates);
    }

    [Fact]
    public void An_order_in_an_option_needs_its_own_worst_loss()
    {
        var ordered = InPortfolioMode(100_000m).At(At(2)).When(Reserve("o-1", -1m, 20_000m, FarCall)).State;
        var needed = Figures(ordered, At(2), MarginMode.Portfolio).Initial;
        var held = Figures(InPortfolioMode(100_000m, (FarCall, -1m)).State, At(2), MarginMode.Portfolio).Initial;
        Assert.True(held > Amount(8_000m));
        Assert.Equal(held, needed);
        InPortfolioMode(Decimals.Down(needed.Value, 6)).At(At(2)).When(Reserve("o-1", -1m, 20_000m, FarCall))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral);
    }

    [Fact]
    public void A_status_changes_with_the_volatility_and_says_which_one_it_was()
    {
        var account = InPortfolioMode(17_000m, (FarCall, -1m)).At(At(2)).WhenWoken();
        account.At(At(3, volatility: 1.2m)).WhenWoken();
        var breached = Assert.IsType<AccountEvent.MaintenanceBreached>(account.Result.Events[0].Event);
        Assert.Contains(new UsedPrice("IV:BTC-FAR-C", Price(1.2m)), breached.Basis.Prices);
        Assert.Contains(new UsedPrice("BTC", Price(50_000m)), breached.Basis.Prices);
        Assert.IsType<AccountEvent.LiquidationRequested>(account.Result.Events[1].Event);
    }

    [Fact]
    public void A_mark_of_its_own_does_not_hide_the_volatility_that_the_scan_priced_with()
    {
        var account = InPortfolioMode(9_000m, (FarCall, -1m)).At(At(2).Marked((FarCall, 5_900m))).WhenWoken();
        var call = Assert.IsAssignableFrom<AccountEvent>(account.Result.Events[0].Event);
        var basis = Assert.IsType<AccountEvent.MaintenanceBreached>(call).Basis;
        Assert.Contains(new UsedPrice("IV:BTC-FAR-C", Price(0.6m)), basis.Prices);
        Assert.Contains(new UsedPrice("BTC-FAR-C", Price(5_900m)), basis.Prices);
    }

    [Fact]
    public void An_option_that_nobody_gave_a_volatility_of_keeps_an_account_out_of_portfolio_mode()
    {
        var market = Quoted(2, 50_000m, Listed, (BarePut, 0.6m)).Marked((FarCall, 6_000m));
        Holding(100_000m, (FarCall, -1m)).At(market).When(ToPortfolio)
            .ThenRejected(RejectionCode.MissingPrice, "portfolio mode scans BTC-FAR-C by its volatility");
        InPortfolioMode(100_000m).At(market).When(Reserve("o-1", -1m, 6_000m, FarCall))
            .ThenRejected(RejectionCode.MissingPrice, "portfolio mode scans BTC-FAR-C by its volatility");
    }

    // A fill is a fact: 7,500 by the rates, until there is a volatility that the scan can price with.
    [Fact]
    public void A_fill_in_one_puts_cross_mode_in_its_place_until_there_is_a_volatility()
    {
        var market = Quoted(2, 50_000m, Listed, (BarePut, 0.6m)).Marked((FarCall, 6_000m));
        var account = InPortfolioMode(100_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(market)
            .When(Trade("t-1", -1m, 6_000m, FarCall));
        Assert.Equal(MarginMode.Cross, account.State.ToMarginBook(market).Mode);
        Assert.Equal(7_500m, MarginCalculator.Evaluate(account.State.ToMarginBook(market), market).Initial.Value);
        var band = BandOf(account.WhenWoken());
        Assert.True(band.Contains(market) && !band.IsHot);
        Assert.False(band.Contains(At(3)));
        account.When(Withdraw(1m)).ThenKinds(typeof(AccountEvent.Withdrawn));

        Assert.Equal(MarginMode.Portfolio, account.State.ToMarginBook(At(3)).Mode);
        account.At(At(3)).When(Withdraw(1m)).ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    [Fact]
    public void A_fill_in_an_option_waits_for_a_price_of_its_base()
    {
        var view = At(2).Marked((FarCall, 6_000m));
        var market = new MarketView(view.Frame, view.Time, view.Risk, view.IndexPrices.Remove(Btc), view.Marks, view.OptionQuotes);
        InPortfolioMode(100_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(market)
            .When(Trade("t-1", -1m, 6_000m, FarCall)).ThenNotYet("a first price of BTC-FAR-C");
    }

    // The put hedges the coin; without it 10,000 are needed.
    [Fact]
    public void Nobody_gives_up_what_the_scan_counts_on()
    {
        InPortfolioMode(9_999m, (BtcPerp, 1m), (BarePut, 3m)).At(At(2)).When(new AccountCommand.AbandonExercise(BarePut))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "abandoning BTC-BARE-P would leave");
        InPortfolioMode(10_000m, (BtcPerp, 1m), (BarePut, 3m)).At(At(2)).When(new AccountCommand.AbandonExercise(BarePut))
            .ThenKinds(typeof(AccountEvent.ExerciseAbandoned));
    }

    // At 38,000 the put pays 2,000; what it hedged stands alone from then on: 6,080 of 12,000 less 12,000 and 2,000.
    [Fact]
    public void An_option_that_ends_is_settled_and_what_it_hedged_is_scanned_alone()
    {
        var end = Put.Expiry!.At.UnixMilliseconds / 1_000;
        var market = At(end, 38_000m).Settled((BarePut, 38_000m));
        var account = InPortfolioMode(16_000m, (BtcPerp, 1m), (BarePut, 1m)).At(market).WhenWoken();
        Assert.Equal(BarePut, Assert.IsType<AccountEvent.ContractSettled>(account.Result.Events[0].Event).Instrument);
        Assert.Equal(Amount(18_000m), account.State.BalanceOf(Usdt));
        var figures = MarginCalculator.Evaluate(account.State.ToMarginBook(market), market);
        Assert.Equal((6_000m, 6_080m), (figures.Equity.Value, figures.Maintenance.Value));
        Assert.IsType<AccountEvent.MaintenanceBreached>(account.Result.Events[1].Event);
    }

    [Fact]
    public void A_report_has_options_in_all_three_modes()
    {
        var state = InPortfolioMode(50_000m, (BtcPerp, 1m), (FarCall, -1m)).State;
        var report = AccountReport.Of(state, At(2));
        Assert.Equal(MarginMode.Portfolio, report.Mode);
        var (efficiency, scan) = (report.Margin!.Efficiency!, Figures(state, At(2), MarginMode.Portfolio));
        Assert.Equal(Figure.Up(scan.Initial.Value, 2), report.Margin.Initial);
        Assert.True(efficiency.Portfolio!.Value.Exact < efficiency.Cross.Exact && efficiency.Cross.Exact <= efficiency.Isolated.Exact);
        Assert.Equal(efficiency.Portfolio, NettingReport.Of([state], At(2)).Own);

        var bare = AccountReport.Of(InPortfolioMode(50_000m, (BarePut, -1m)).State, At(2));
        Assert.Null(bare.Margin!.Efficiency);
        Assert.NotEqual("0", bare.Margin.Initial.ToString());
    }

    private static Band BandOf(Spec<AccountState> account) =>
        Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command).Band;

    private static MarginFigures Figures(AccountState state, MarketView market, MarginMode mode) =>
        MarginCalculator.Evaluate(state.ToMarginBook(market) with { Mode = mode }, market);

    private static Spec<AccountState> InPortfolioMode(decimal usdt, params (InstrumentId Instrument, decimal Quantity)[] positions) =>
        Holding(usdt, positions).Given(new AccountEvent.ModeSwitched(MarginMode.Portfolio));

    /// <summary>Positions that were opened at the marks of the first frame; options for nothing.</summary>
    private static Spec<AccountState> Holding(decimal usdt, params (InstrumentId Instrument, decimal Quantity)[] positions) =>
        positions.Length == 0
            ? Account.With(usdt)
            : Account.With(usdt).Given(new AccountEvent.WatchConfirmed(1)).Stamped()
                .Given([.. positions.Select(held => Opened(held.Instrument, held.Quantity))]);

    private static AccountEvent.TradeApplied Opened(InstrumentId instrument, decimal quantity)
    {
        var value = Listed[instrument].IsOption ? Amount(0m) : Amount(quantity * 50_000m);
        return new(
            new TradeId($"opened-{instrument}"), instrument, Bob, Contracts(quantity), Price(1m), TradeSide.TakerOnly, TradeSide.MakerOnly,
            TradeRole.Counter, new TradePosting(Usdt, value, value, default, default, default));
    }
}
