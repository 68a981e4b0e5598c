using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Tests.Totals;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>No order may add to the open interest beyond its limit; what reduces, and fills, always go through.</summary>
public sealed class OpenInterestLimitTests
{
    // The open interest is 95 of 100.
    [Theory]
    [InlineData(0, 0, 5, true)]
    [InlineData(0, 0, 5.001, false)]
    [InlineData(0, 0, -5, true)]
    [InlineData(0, 0, -5.001, false)]
    [InlineData(3, 0, 5, true)]
    [InlineData(3, 4, 1, true)]
    [InlineData(3, 4, 1.001, false)]
    [InlineData(3, 4, -8, true)]
    [InlineData(3, 4, -8.001, false)]
    [InlineData(-3, 0, 8, true)]
    [InlineData(-3, 0, 8.001, false)]
    [InlineData(-20, 0, 20, true)]
    public void What_the_account_could_add_by_all_open_orders_on_the_side_of_the_new_one_has_to_fit(
        double held, double open, double order, bool isTaken)
    {
        var account = Holding((decimal)held, (decimal)open, 95m).When(Reserve("new", (decimal)order, 50_000m));
        if (isTaken)
            Assert.Contains(account.Result.Events, recorded => recorded.Event is AccountEvent.OrderReserved);
        else
            account.ThenRejected(RejectionCode.OpenInterestLimit);
    }

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-20.001, false)]
    [InlineData(0.001, false)]
    public void When_the_limit_is_passed_already_only_what_reduces_is_taken(double order, bool isTaken)
    {
        var account = Holding(20m, 0m, 150m).When(Reserve("new", (decimal)order, 50_000m));
        Assert.Equal(isTaken, account.Result.Reply!.Outcome is Outcome.Accepted);
    }

    [Fact]
    public void A_refusal_names_the_limit_the_open_interest_and_what_could_be_added() =>
        Holding(-3m, 4m, 95m).When(Reserve("new", 4.5m, 50_000m)).ThenRejected(
            RejectionCode.OpenInterestLimit,
            "order 'new' and those open beside it could add 5.5 to the open interest in BTC-PERP, which is 95; its limit is 100");

    [Fact]
    public void A_fill_beyond_it_is_a_fact() =>
        Holding(0m, 0m, 99m).Stamped().When(Trade("t-1", 5m, 50_000m))
            .ThenState(account => Assert.Equal(Contracts(5m), account.Positions[BtcPerp].Quantity));

    private static Spec<AccountState> Holding(decimal held, decimal open, decimal openInterest)
    {
        var account = Account.With(10_000_000m);
        if (held != 0m)
            account.Given(new AccountEvent.WatchConfirmed(1), Account.Traded("given", held, 50_000m, 0m, TradeRole.Counter)).Stamped();
        if (open != 0m)
            account.Given(new AccountEvent.OrderReserved(new OrderId("open"), BtcPerp, Contracts(open), Price(50_000m)));
        return account.At(Counted.Frame(Counted.Of(openInterest: new(null, null, 100m)), longs: openInterest));
    }
}
