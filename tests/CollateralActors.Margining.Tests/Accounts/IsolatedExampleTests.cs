using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.IsolatedAccount;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>The example of docs/margining.md.</summary>
public sealed class IsolatedExampleTests
{
    [Fact]
    public void At_48_000_three_quarters_are_closed_out_of_the_margin() =>
        Liquidated(48_000m, -0.76m).ThenHas(8_424.5m, 797.6m);

    [Fact]
    public void At_46_000_all_is_closed_and_the_fund_is_asked_for_the_rest() =>
        Liquidated(46_000m, -1m).ThenHas(8_424.5m, -1_500m)
            .ThenOwes(Account.Fund, new FundCommand.Claim(First, Alice, Amount(1_500m), new Rate(1_000_000m)));

    private static Spec<AccountState> Liquidated(decimal price, decimal closed)
    {
        var account = Flat(10_000m).When(Trade("t-1", 2m, 50_000m)).ThenHas(4_950m, 5_000m)
            .At(Frame(2, btc: 51_000m)).When(Trade("t-2", -1m, 51_000m)).ThenHas(8_424.5m, 2_500m)
            .At(Frame(3, btc: price)).WhenWoken();
        var liquidation = Entities.Liquidation(First);
        account.WhenOwed(liquidation, 1, new AccountCommand.CancelOrders(First))
            .WhenOwed(liquidation, 2, new AccountCommand.PlanStep(First, 1));
        var planned = Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[0].Event);
        Assert.Equal(Contracts(closed), planned.Quantity);
        ValueList<BookTrade> fills = [Account.Fill(closed, price)];
        return account.WhenOwed(
            Entities.OrderBook(BtcPerp), 1, new AccountCommand.SettleStep(First, 1, BtcPerp, fills, default));
    }
}
