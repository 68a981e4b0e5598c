using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.SpotVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>
/// Alice has 3 BTC and owes USDT. All of the coins keep her debt, 45,000 USD each; to take on risk only one counts. She
/// has no free collateral and may exchange what adds nothing to her requirement, as long as her debt stays kept.
/// </summary>
public sealed class SpotExitTests
{
    private static readonly MarketView Market = Frame(2, risk: SpotVenue.On(Book(1, null, Asset(Btc, 8, 0.1m) with
    {
        Rules = CollateralRules.None with { AccountCap = Amount(1m) },
    })));

    private static Spec<AccountState> Owing(decimal usdt) => Account.New()
        .Given(
            new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(3m)),
            new AccountEvent.Withdrawn(Usdt, Amount(usdt)), new AccountEvent.WatchConfirmed(1))
        .At(Market).Stamped();

    private static AccountCommand.ReserveOrder Sell(decimal quantity, decimal price, string order = "o-1") =>
        Reserve(order, -quantity, price, BtcUsdt);

    // Two coins that count nothing for it would leave one, which is worth half of the debt.
    [Fact]
    public void What_keeps_a_debt_is_not_given_away_for_nothing()
    {
        var book = Owing(100_000m).State.ToMarginBook(Market);
        Assert.Equal(-55_000m, PurposeMargin.Evaluate(book, Market, CollateralPurpose.Initial).FreeCollateral.Value);
        Owing(100_000m).When(Sell(2m, 0.1m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "order 'o-1'");
        Owing(100_000m).When(Sell(2m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // 135,000 less 100,000 keep 35,000: a coin may be sold 35,000 below what it counts, at 10,020.1 for 10,000.0598.
    [Fact]
    public void The_line_is_where_a_liquidation_would_begin()
    {
        Owing(100_000m).When(Sell(1m, 10_020m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
        Owing(100_000m).When(Sell(1m, 10_020.1m)).ThenKinds(typeof(AccountEvent.OrderReserved))
            .When(Sell(0.001m, 44_000m, "o-2")).ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Sell(0.001m, 50_000m, "o-2")).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // One BTC-PERP takes 1,250 of the 35,000: a coin has to bring 11,250.
    [Fact]
    public void What_positions_require_is_kept_as_well()
    {
        Spec<AccountState> Long() => Owing(100_000m).Given(Account.Traded("perp", 1m, 50_000m, 0m, TradeRole.Counter));
        Long().When(Sell(1m, 11_272.5m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
        Long().When(Sell(1m, 11_272.6m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // 140,000 is more than all coins count: whoever is below the line already may still sell at a fair price.
    [Fact]
    public void An_account_below_the_line_may_do_what_leaves_it_no_further_below()
    {
        var account = Owing(140_000m)
            .Given(new AccountEvent.LiquidationRequested(Account.First, Rate.Zero, new FrameNumber(1)))
            .Given(new AccountEvent.LiquidationEnded(Account.First, LiquidationOutcome.Postponed));
        account.When(Sell(0.1m, 44_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
        account.When(Sell(0.1m, 50_000m));
        Assert.Contains(account.Result.Events, recorded => recorded.Event is AccountEvent.OrderReserved);
    }
}
