using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>No order may let a position grow beyond its instrument's limit; fills and what reduces always go through.</summary>
public sealed class PositionLimitTests
{
    // The limit is 10 contracts of one coin.
    [Theory]
    [InlineData(0, 0, 10, true)]
    [InlineData(0, 0, 10.001, false)]
    [InlineData(0, 0, -10, true)]
    [InlineData(0, 0, -10.001, false)]
    [InlineData(4, 5, 1, true)]
    [InlineData(4, 5, 1.001, false)]
    [InlineData(4, 5, -14, true)]
    [InlineData(4, 5, -14.001, false)]
    [InlineData(4, -5, 6, true)]
    [InlineData(12, 0, 0.001, false)]
    [InlineData(12, 0, -12, true)]
    [InlineData(12, 0, -22, true)]
    [InlineData(12, 0, -22.001, false)]
    [InlineData(-12, 0, 3, true)]
    [InlineData(-12, 5, 17.001, false)]
    public void It_is_judged_by_all_open_orders_on_the_side_of_the_new_one(double held, double open, double order, bool isTaken)
    {
        var account = Holding((decimal)held, (decimal)open).When(Reserve("new", (decimal)order, 50_000m));
        if (isTaken)
            account.ThenKinds(typeof(AccountEvent.OrderReserved));
        else
            account.ThenRejected(RejectionCode.PositionLimit);
    }

    [Fact]
    public void A_refusal_names_the_limit_the_position_and_the_open_orders() =>
        Holding(-4m, -5m).When(Reserve("new", -1.5m, 50_000m)).ThenRejected(
            RejectionCode.PositionLimit,
            "order 'new' could bring the position in BTC-PERP to -10.5; its limit is 10, the position is -4 and open orders on the same side are for -5");

    [Fact]
    public void Size_is_contracts_times_contract_size() =>
        Account.With(1_000_000m).Given(new AccountEvent.Deposited(Btc, Amount(100m)))
            .At(Frame(2, risk: With(Inverse with { PositionLimit = 1_000m })))
            .When(Reserve("o-1", 10m, 50_000m, BtcUsd)).ThenKinds(typeof(AccountEvent.OrderReserved))
            .When(Reserve("o-2", 1m, 50_000m, BtcUsd)).ThenRejected(RejectionCode.PositionLimit, "to 1100; its limit is 1000");

    [Fact]
    public void A_fill_beyond_it_is_a_fact() =>
        Holding(9m, 0m).When(Trade("t-1", 5m, 50_000m)).ThenKinds(typeof(AccountEvent.TradeApplied));

    [Fact]
    public void Other_instruments_and_books_without_it_have_none()
    {
        Holding(10m, 0m).When(Reserve("o-1", 100m, 2_500m, EthPerp)).ThenKinds(typeof(AccountEvent.OrderReserved));
        Account.Holding(10m, 10_000_000m).When(Reserve("o-1", 50m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e13)]
    public void A_limit_that_cannot_be_is_refused_with_its_book(double limit) => Assert.Contains(
        RiskBookRules.Problems(With(Rules[BtcPerp] with { PositionLimit = (decimal)limit }), null),
        problem => problem.Contains("of BTC-PERP is not above 0; leave it out for no limit", StringComparison.Ordinal));

    private static Spec<AccountState> Holding(decimal held, decimal open)
    {
        var account = Account.With(10_000_000m);
        if (held != 0m)
            account.Given(new AccountEvent.WatchConfirmed(1), Account.Traded("given", held, 50_000m, 0m, TradeRole.Counter)).Stamped();
        if (open != 0m)
            account.Given(new AccountEvent.OrderReserved(new OrderId("open"), BtcPerp, Contracts(open), Price(50_000m)));
        return account.At(Frame(2, risk: With(Rules[BtcPerp] with { PositionLimit = 10m })));
    }

    private static RiskBook With(InstrumentParameters instrument) => new(
        Rules.Version, Rules.Valuation, Rules.MarginCallRatio, Rules.LiquidationTarget, Rules.Assets,
        [.. Rules.Instruments.Where(i => i.Id != instrument.Id), instrument]);
}
