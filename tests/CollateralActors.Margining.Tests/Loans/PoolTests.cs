using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>What comes in for shares goes out again with interest, as far as it is there.</summary>
public sealed class PoolTests
{
    private static readonly EntityId AliceAccount = Entities.Account(Alice);
    private static readonly EntityId BobAccount = Entities.Account(Bob);

    [Fact]
    public void The_first_supply_buys_a_share_a_unit_and_the_market_hears_of_it()
    {
        var figures = new PoolFigures(Usdt, Amount(1_000m), default, Amount(1_000m), Rate.One, default);
        New().WhenOwed(AliceAccount, 1, new PoolCommand.Supply(Alice, Amount(1_000m)))
            .Then(Taken(1_000m), new PoolEvent.FiguresReported(figures))
            .ThenOwes(AliceAccount, new AccountCommand.BookSupply(Usdt, Amount(1_000m), Amount(1_000m)))
            .ThenOwes(Entities.Market, new MarketCommand.ReportPool(figures))
            .WhenAgain().ThenAlreadyApplied();
    }

    [Fact]
    public void A_loan_takes_cash_and_pays_from_the_beginning_of_its_hour() =>
        Filled().At(LendingVenue.Frame(2, 1.01m)).WhenOwed(BobAccount, 1, new PoolCommand.Lend(Bob, Amount(505m)))
            .Then(
                new PoolEvent.Accrued(new Rate(1.01m), Rate.One, Rate.One, Amount(0m)),
                new PoolEvent.Lent(Bob, Amount(505m), Amount(505m)),
                new PoolEvent.FiguresReported(new(Usdt, Amount(495m), Amount(505m), Amount(1_000m), Rate.One, default)))
            .ThenOwesLast(BobAccount, new AccountCommand.BookLoan(Usdt, Amount(505m), Amount(505m)));

    [Fact]
    public void Suppliers_get_the_interest_of_hours_that_are_over_less_what_is_kept() =>
        Lending().At(LendingVenue.Frame(2, 1.01m)).WhenOwed(Entities.Market, 1, new PoolCommand.Accrue())
            .Then(new PoolEvent.Accrued(new Rate(1.01m), Rate.One, Rate.One, Amount(0m)), new PoolEvent.FiguresReported(Lending().State.Figures))
            .WhenOwed(Entities.Market, 2, new PoolCommand.Accrue()).ThenKinds(typeof(EntityEvent.DutyNoted))
            .At(LendingVenue.Frame(3, 1.02m, 1.01m)).WhenOwed(Entities.Market, 3, new PoolCommand.Accrue())
            .Then(
                new PoolEvent.Accrued(new Rate(1.02m), new Rate(1.01m), new Rate(1.0045m), Amount(0.5m)),
                new PoolEvent.FiguresReported(new(Usdt, Amount(500m), Amount(500m), Amount(1_000m), new Rate(1.0045m), Amount(0.5m))));

    [Fact]
    public void An_hour_without_interest_ends_the_one_before_it_too() =>
        Lending().At(LendingVenue.Frame(2, 1.01m)).WhenOwed(Entities.Market, 1, new PoolCommand.Accrue())
            .At(LendingVenue.Frame(3, 1.01m, 1.01m)).WhenOwed(Entities.Market, 2, new PoolCommand.Accrue())
            .ThenState(pool => Assert.Equal((1.0045m, 1.01m), (pool.SupplyIndex.Value, pool.Before.Value)));

    [Fact]
    public void Whoever_supplies_within_an_hour_has_nothing_of_its_interest()
    {
        var pool = Lending().At(LendingVenue.Frame(2, 1.01m)).WhenOwed(AliceAccount, 1, new PoolCommand.Supply(Carol, Amount(1_000m)));
        var shares = pool.State.Shares - Amount(1_000m);
        pool.At(LendingVenue.Frame(3, 1.01m, 1.01m)).WhenOwed(Entities.Market, 1, new PoolCommand.Accrue());
        Assert.InRange(PoolMath.Worth(shares, pool.State.SupplyIndex, 6).Value, 999.99999m, 1_000m);
        Assert.InRange(PoolMath.Worth(Amount(1_000m), pool.State.SupplyIndex, 6).Value, 1_004.49999m, 1_004.5m);
    }

    [Fact]
    public void Without_suppliers_all_interest_is_kept() =>
        New().Given(Taken(1_000m), new PoolEvent.Lent(Bob, Amount(500m), Amount(500m)))
            .Given(
                new PoolEvent.Accrued(new Rate(2m), Rate.One, Rate.One, default),
                new PoolEvent.RepaymentReceived(Bob, Amount(998m), Amount(499m), default, Rate.One),
                new PoolEvent.RedemptionPaid(Alice, Amount(1_000m), Amount(1_000m)))
            .At(LendingVenue.Frame(2, 3m, 2m)).WhenOwed(Entities.Market, 1, new PoolCommand.Accrue())
            .ThenState(pool => Assert.Equal(Amount(500m), pool.Reserve));

    [Fact]
    public void Shares_are_redeemed_in_part_or_whole()
    {
        Filled().WhenOwed(AliceAccount, 1, new PoolCommand.Redeem(Alice, Amount(400m), Amount(1_000m)))
            .ThenOwesLast(AliceAccount, new AccountCommand.BookRedemption(Usdt, Amount(400m), Amount(400m)))
            .WhenOwed(AliceAccount, 2, new PoolCommand.Redeem(Alice, null, Amount(600m)))
            .ThenOwesLast(AliceAccount, new AccountCommand.BookRedemption(Usdt, Amount(600m), Amount(600m)))
            .ThenState(pool => Assert.Equal((default(Amount), default(Amount)), (pool.Cash, pool.Shares)));
        Grown().WhenOwed(AliceAccount, 1, new PoolCommand.Redeem(Alice, Amount(100m), Amount(1_000m)))
            .ThenOwesLast(AliceAccount, new AccountCommand.BookRedemption(Usdt, Amount(100m), Amount(99.552015928323m)));
        Grown().WhenOwed(AliceAccount, 1, new PoolCommand.Redeem(Alice, null, Amount(100m)))
            .ThenOwesLast(AliceAccount, new AccountCommand.BookRedemption(Usdt, Amount(100.45m), Amount(100m)));
    }

    [Fact]
    public void What_is_lent_cannot_be_redeemed_or_lent_again()
    {
        Refused(Lending(), new PoolCommand.Redeem(Alice, Amount(500.000001m), Amount(1_000m)), RejectionCode.PoolLentOut, "500 that the pool has");
        Refused(Lending(), new PoolCommand.Redeem(Alice, null, Amount(1_000m)), RejectionCode.PoolLentOut, "1000 USDT is more");
        Refused(Lending(), new PoolCommand.Lend(Alice, Amount(500.000001m)), RejectionCode.PoolLentOut, "500.000001 USDT is more");
        Refused(Lending(), new PoolCommand.Redeem(Alice, Amount(1_000.000001m), Amount(1_000m)), RejectionCode.BeyondSupplied, "1000 that the shares");
    }

    [Fact]
    public void Caps_hold()
    {
        var capped = Book(1, null, LendingVenue.LentUsdt with
        {
            Lending = LendingVenue.Terms with { SupplyCap = Amount(1_200m), DebtCeiling = Amount(600m) },
        });
        var frame = LendingVenue.Frame(2, 1.01m, risk: capped);
        Refused(Lending().At(frame), new PoolCommand.Supply(Alice, Amount(195.000001m)), RejectionCode.SupplyCap, "has 1005 USDT");
        Accepted(Lending().At(frame), new PoolCommand.Supply(Alice, Amount(195m)));
        Refused(Lending().At(frame), new PoolCommand.Lend(Alice, Amount(95.000001m)), RejectionCode.DebtCeiling, "505 USDT are lent already");
        Accepted(Lending().At(frame), new PoolCommand.Lend(Alice, Amount(95m)));
    }

    [Fact]
    public void An_asset_that_is_not_lent_any_more_is_paid_out_still()
    {
        var closed = LendingVenue.Frame(2, risk: Book(1));
        Refused(Lending().At(closed), new PoolCommand.Supply(Alice, Amount(1m)), RejectionCode.NotLent, "USDT is not lent");
        Refused(Lending().At(closed), new PoolCommand.Lend(Alice, Amount(1m)), RejectionCode.NotLent, "USDT is not lent");
        Accepted(Lending().At(closed), new PoolCommand.Redeem(Alice, Amount(500m), Amount(1_000m)));
    }

    [Fact]
    public void A_repayment_is_cash_again() => Lending()
        .WhenOwed(BobAccount, 1, new PoolCommand.ReceiveRepayment(Bob, Amount(200m), Amount(200m)))
        .ThenState(pool => Assert.Equal((Amount(700m), Amount(300m)), (pool.Cash, pool.Units)));

    // The account paid when a unit owed 1; the pool has counted another hour since, and given it to suppliers.
    [Fact]
    public void A_repayment_that_was_long_under_way_lacks_interest() => Grown()
        .WhenOwed(BobAccount, 1, new PoolCommand.ReceiveRepayment(Bob, Amount(500m), Amount(500m)))
        .ThenState(pool => Assert.Equal(
            (Amount(1_000m), default(Amount), Rate.One, default(Amount)), (pool.Cash, pool.Units, pool.SupplyIndex, pool.Reserve)));

    [Fact]
    public void A_loss_is_borne_by_what_is_kept_and_then_by_shares()
    {
        Reserved().WhenOwed(BobAccount, 1, new PoolCommand.WriteOff(Bob, Amount(50m)))
            .ThenLossIs(50m, reserve: 10m, supplyIndex: 1m);
        Reserved().WhenOwed(BobAccount, 1, new PoolCommand.WriteOff(Bob, Amount(60m)))
            .ThenLossIs(60m, reserve: 0m, supplyIndex: 1m);
        Reserved().WhenOwed(BobAccount, 1, new PoolCommand.WriteOff(Bob, Amount(160m)))
            .ThenLossIs(160m, reserve: 0m, supplyIndex: 0.9m);
        Grown().WhenOwed(BobAccount, 1, new PoolCommand.WriteOff(Bob, Amount(4m)))
            .ThenLossIs(4m, reserve: 0.5m, supplyIndex: 1.0045m);
    }

    [Fact]
    public void A_pool_that_lost_all_takes_nothing_more()
    {
        var lost = New().Given(
            Taken(1_000m), new PoolEvent.Lent(Bob, Amount(1_000m), Amount(1_000m)),
            new PoolEvent.LossTaken(Bob, Amount(1_000m), default, Rate.Zero));
        Refused(lost, new PoolCommand.Supply(Alice, Amount(1m)), RejectionCode.PoolLost, "no share to give");
        var nearly = New().Given(
            Taken(1_000m), new PoolEvent.Lent(Bob, Amount(1_000m), Amount(1_000m)),
            new PoolEvent.LossTaken(Bob, Amount(999.9999m), default, new Rate(0.0000001m)));
        Refused(nearly, new PoolCommand.Supply(Alice, Amount(1m)), RejectionCode.PoolLost, "nearly all");
    }

    [Fact]
    public void Shares_of_the_treasury_stay_shares() => Lending()
        .WhenOwed(AliceAccount, 1, new PoolCommand.TakeOverShares(Alice, Amount(300m)))
        .Then(new PoolEvent.SharesTakenOver(Alice, Amount(300m)), new PoolEvent.FiguresReported(Lending().State.Figures))
        .ThenState(pool => Assert.Equal((Amount(1_000m), Amount(300m)), (pool.Shares, pool.VenueShares)));

    [Fact]
    public void Nothing_is_decided_before_the_first_frame() =>
        new Spec<PoolState>(new PoolDecider(), Entities.Pool(Usdt)).WhenOwed(Entities.Market, 1, new PoolCommand.Accrue()).ThenNotYet("first frame");

    private static readonly AccountId Carol = new("carol");

    private static Spec<PoolState> New() =>
        new Spec<PoolState>(new PoolDecider(), Entities.Pool(Usdt)).At(LendingVenue.Frame());

    private static PoolEvent.SupplyTaken Taken(decimal amount) => new(Alice, Amount(amount), Amount(amount), default);

    private static Spec<PoolState> Filled() => New().Given(Taken(1_000m));

    private static Spec<PoolState> Lending() => Filled().Given(new PoolEvent.Lent(Bob, Amount(500m), Amount(500m)));

    private static Spec<PoolState> Grown() => Lending().Given(
            new PoolEvent.Accrued(new Rate(1.02m), new Rate(1.01m), new Rate(1.0045m), Amount(0.5m)))
        .At(LendingVenue.Frame(3, 1.02m, 1.01m));

    private static Spec<PoolState> Reserved() => New().Given(
        Taken(1_060m), new PoolEvent.Lent(Bob, Amount(500m), Amount(500m)),
        new PoolEvent.RedemptionPaid(Alice, Amount(0m), Amount(60m)),
        new PoolEvent.Accrued(Rate.One, Rate.One, Rate.One, Amount(60m)));

    private static void Refused(Spec<PoolState> pool, PoolCommand command, RejectionCode code, string says)
    {
        pool.WhenOwed(AliceAccount, 1, command);
        var refused = pool.Result.Events.Select(recorded => recorded.Event).OfType<PoolEvent.RequestRefused>().Single();
        Assert.Equal(code, refused.Reason.Code);
        Assert.Contains(says, refused.Reason.Detail, StringComparison.Ordinal);
        pool.ThenOwesLast(AliceAccount, new AccountCommand.BookPoolRefusal(Usdt, refused.Request, refused.Reason));
    }

    private static void Accepted(Spec<PoolState> pool, PoolCommand command) => Assert.DoesNotContain(
        pool.WhenOwed(AliceAccount, 1, command).Result.Events, recorded => recorded.Event is PoolEvent.RequestRefused);
}

internal static class PoolSpecs
{
    public static void ThenLossIs(this Spec<PoolState> pool, decimal units, decimal reserve, decimal supplyIndex)
    {
        var loss = pool.Result.Events.Select(recorded => recorded.Event).OfType<PoolEvent.LossTaken>().Single();
        Assert.Equal(
            new PoolEvent.LossTaken(Bob, new Amount(units), new Amount(reserve), new Rate(supplyIndex)), loss);
    }
}
