using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>What an account tells of its position, and when: it has sold one BTC at 50,000.</summary>
public sealed class PositionReportTests
{
    [Fact]
    public void It_tells_how_much_it_holds_at_which_value_and_leverage() => Assert.Equal(
        new PositionStanding(Contracts(-1m), Amount(-50_000m), new Rate(10m), Contracts(1m)), Told(Seen(-1m, 5_000m)));

    // The coin counts 0.9 of its price as collateral, and all of it as a hedge.
    [Theory]
    [InlineData("-1", "0.4", "0.6")]
    [InlineData("-1", "0.4001", "0.599")] // Whole lots.
    [InlineData("-1", "1", "0")]
    [InlineData("-1", "3", "0")]
    [InlineData("1", "0.4", "1")]
    public void What_coins_of_the_account_hedge_is_not_unhedged(string held, string coins, string unhedged) => Assert.Equal(
        Contracts(Number(unhedged)),
        Told(Seen(Number(held), 9_000m, new AccountEvent.Deposited(Btc, Amount(Number(coins))))).Unhedged);

    // 200 contracts of 100 USD are 0.4 BTC.
    [Fact]
    public void Nor_what_another_contract_hedges() => Assert.Equal(
        Contracts(0.6m),
        Told(Seen(-1m, 9_000m, Traded("inverse", 200m, 50_000m, 0m, TradeRole.Counter) with
        {
            Instrument = BtcUsd,
            Posting = new TradePosting(Btc, Amount(0.4m), Amount(0.4m), default, default, default),
        }), and: BtcUsd).Unhedged);

    // 50,000 of 5,000, of 6,200 and of 6,700.
    [Fact]
    public void Leverage_is_told_again_once_it_is_off_by_a_quarter() => Assert.Equal(
        new Rate(7.4627m), Told(Seen(-1m, 5_000m).When(Deposit(1_200m)).ThenKinds(typeof(AccountEvent.Deposited)).When(Deposit(500m))).Leverage);

    [Fact]
    public void A_quantity_is_told_again_once_it_is_off_by_a_sixteenth()
    {
        var account = Seen(-1m, 50_000m).Given(Bought(0.0625m)).When(Deposit(1m)).ThenKinds(typeof(AccountEvent.Deposited));
        Assert.Equal(Contracts(-0.937m), Told(account.Given(Bought(0.0005m)).When(Deposit(1m))).Quantity);
    }

    [Fact]
    public void What_is_gone_is_told_as_nothing() => Assert.Equal(
        PositionStanding.None, Told(Seen(-1m, 50_000m).Given(Bought(1m)).When(Deposit(1m))));

    [Fact]
    public void Where_nobody_is_deleveraged_nothing_is_told_and_what_was_is_taken_back()
    {
        var account = Seen(-1m, 50_000m).At(Frame(3)).When(Deposit(1m));
        Assert.Equal(PositionStanding.None, Told(account));
        Assert.Empty(account.State.Told);
        account.When(Deposit(1m)).ThenKinds(typeof(AccountEvent.Deposited));
    }

    private static AccountEvent.TradeApplied Bought(decimal quantity) =>
        Traded($"bought-{quantity}", quantity, 50_000m, 0m, TradeRole.Counter);

    private static PositionStanding Told(Spec<AccountState> account, InstrumentId? and = null)
    {
        var told = account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.PositionTold>().ToList();
        Assert.Equal(and is { } other ? [BtcPerp, other] : [BtcPerp], told.Select(each => each.Instrument));
        return told[0].Standing;
    }

    private static Spec<AccountState> Seen(decimal held, decimal usdt, params AccountEvent[] given) =>
        Holding(held, usdt - 1m).Given([.. given]).At(Frame(2, risk: Venue.Deleveraging())).When(Deposit(1m));
}
