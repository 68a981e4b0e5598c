using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// Alice switches between cross and portfolio mode. One BTC at 50,000 needs 10,000 initially in portfolio mode and 8,000
/// for maintenance, if nothing hedges it; 20 ETH at 2,500 need 12,500 and 10,000.
/// </summary>
public sealed class PortfolioModeTests
{
    private static readonly AccountCommand.SwitchMode ToPortfolio = new(MarginMode.Portfolio);
    private static readonly AccountCommand.SwitchMode ToCross = new(MarginMode.Cross);

    [Fact]
    public void An_account_begins_in_cross_mode() => Assert.Equal(MarginMode.Cross, Account.With(1m).State.Mode);

    [Fact]
    public void An_account_that_has_enough_for_it_is_switched() =>
        Holding(1m, 10_000m).When(ToPortfolio).Then(new AccountEvent.ModeSwitched(MarginMode.Portfolio))
            .When(Withdraw(0.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "it is 0 USD now");

    [Fact]
    public void An_account_that_is_one_unit_short_is_not() =>
        Holding(1m, 9_999.999999m).When(ToPortfolio).ThenRejected(
            RejectionCode.InsufficientFreeCollateral, "portfolio mode would leave", "-0.000001 USD", "7499.999999 USD now");

    // 2,500 of BTC and 2,500 of ETH by the tiers; 10,000 + 12,500 − 0.5 × 10,000 by the scan.
    [Fact]
    public void Opposite_sides_of_an_offset_need_less()
    {
        var hedged = Hedged(17_500m);
        hedged.When(ToPortfolio).Then(new AccountEvent.ModeSwitched(MarginMode.Portfolio));
        Assert.Equal(17_500m, Figures(hedged.State).Initial.Value);
        Hedged(17_499.999999m).When(ToPortfolio).ThenRejected(RejectionCode.InsufficientFreeCollateral);
    }

    [Fact]
    public void Back_in_cross_mode_the_tiers_hold_again() =>
        Hedged(20_000m).When(ToPortfolio).When(ToCross).Then(new AccountEvent.ModeSwitched(MarginMode.Cross))
            .When(Withdraw(15_000m)).Then(new AccountEvent.Withdrawn(Usdt, Amount(15_000m)));

    // Perfectly hedged, the account needs 1 % of 50,000 for the basis, and may not leave portfolio mode with so little.
    [Fact]
    public void Cross_mode_must_be_affordable_too() =>
        Covered(625m).When(ToCross).ThenRejected(RejectionCode.InsufficientFreeCollateral, "cross mode would leave");

    [Fact]
    public void A_status_is_that_of_the_mode() =>
        Holding(1m, 11_000m).When(ToPortfolio).At(Frame(3, btc: 48_000m, risk: Scanned)).WhenWoken().Then(
            new AccountEvent.MarginCallIssued(
                MarginStatus.Healthy, Account.Figures(9_000m, 9_000m, 7_680m), Account.Basis(3, ("USDT", 1m), ("BTC-PERP", 48_000m))))
            .At(Frame(4, btc: 46_000m, risk: Scanned)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));

    [Fact]
    public void An_order_in_portfolio_mode_needs_its_own_worst_loss_alone() =>
        Account.With(10_000m).At(Frame(2, risk: Scanned)).When(ToPortfolio).When(Reserve("o-1", 1m, 50_000m))
            .ThenKinds(typeof(AccountEvent.OrderReserved))
            .When(Reserve("o-2", -0.001m, 50_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);

    [Fact]
    public void Without_scenarios_there_is_no_portfolio_mode() =>
        Account.With(100m).When(ToPortfolio).ThenRejected(RejectionCode.ModeNotOpen, "the risk book has no scenarios");

    [Fact]
    public void A_base_without_scenarios_keeps_an_account_in_cross_mode()
    {
        Account.Holding(1m, 100_000m).At(Frame(2, risk: EthAlone)).When(ToPortfolio)
            .ThenRejected(RejectionCode.ModeNotOpen, "not open to BTC-PERP", "open to contracts on ETH; close it");
        Account.With(100_000m).At(Frame(2, risk: EthAlone)).When(Reserve("o-1", 0.1m, 50_000m)).When(ToPortfolio)
            .ThenRejected(RejectionCode.ModeNotOpen, "not open to BTC");
    }

    [Fact]
    public void An_order_on_a_base_without_scenarios_is_refused_in_portfolio_mode() =>
        Account.With(100_000m).At(Frame(2, risk: EthAlone)).When(ToPortfolio).When(Reserve("o-1", 0.1m, 50_000m))
            .ThenRejected(RejectionCode.ModeNotOpen, "not open to BTC", "switch to cross mode")
            .When(Reserve("o-1", 1m, 2_500m, EthPerp)).ThenKinds(typeof(AccountEvent.OrderReserved));

    // A fill is a fact. 10 ETH need 5,000 by the scan, but 1,250 by the tiers; one BTC needs 2,500.
    [Fact]
    public void A_fill_on_such_a_base_puts_cross_mode_in_its_place_until_it_is_closed()
    {
        var account = Account.With(100_000m).At(Frame(2, risk: EthAlone)).When(ToPortfolio)
            .Given(new AccountEvent.WatchConfirmed(1)).Stamped();
        account.When(Trade("t-1", 10m, 2_500m, EthPerp)).ThenState(state => Assert.Equal(MarginMode.Portfolio, ModeOf(state)));
        Assert.Equal(6_250m, Figures(account.State, EthAlone).Initial.Value);
        account.When(Trade("t-2", 1m, 50_000m)).ThenState(state => Assert.Equal(MarginMode.Cross, ModeOf(state)));
        Assert.Equal(1_250m + 2_500m, Figures(account.State, EthAlone).Initial.Value);
        account.When(Trade("t-3", -1m, 50_000m)).ThenState(state => Assert.Equal(MarginMode.Portfolio, ModeOf(state)));

        static MarginMode ModeOf(AccountState state) => state.ToMarginBook(Frame(2, risk: EthAlone)).Mode;
    }

    [Fact]
    public void An_account_in_liquidation_stays_in_its_mode() =>
        Holding(1m, 11_000m).When(ToPortfolio).At(Frame(3, btc: 46_000m, risk: Scanned)).WhenWoken().When(ToCross)
            .ThenRejected(RejectionCode.AccountInLiquidation);

    private static RiskBook EthAlone { get; } =
        WithPortfolio(Rules, new PortfolioRules(Scans.Scans.Remove(Btc), []));

    private static Spec<AccountState> Holding(decimal quantity, decimal usdt) =>
        Account.Holding(quantity, usdt).At(Frame(2, risk: Scanned));

    private static Spec<AccountState> Hedged(decimal usdt) => Holding(1m, usdt).Given(Opened(EthPerp, Usdt, -20m, -50_000m));

    // Long one BTC in the linear contract, short 500 inverse ones of 100 USD, opened at 50,000 as well.
    private static Spec<AccountState> Covered(decimal usdt) => Holding(1m, usdt).Given(
        Opened(BtcUsd, Btc, -500m, -1m), new AccountEvent.ModeSwitched(MarginMode.Portfolio));

    private static AccountEvent.TradeApplied Opened(InstrumentId instrument, AssetId settle, decimal quantity, decimal value) => new(
        new TradeId("opened"), instrument, Bob, Contracts(quantity), Price(1m), TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Counter,
        new TradePosting(settle, Amount(value), Amount(value), default, default, default));

    private static MarginFigures Figures(AccountState state, RiskBook? risk = null)
    {
        var market = Frame(2, risk: risk ?? Scanned);
        return MarginCalculator.Evaluate(state.ToMarginBook(market), market);
    }
}
