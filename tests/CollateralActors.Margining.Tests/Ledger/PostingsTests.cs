using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Ledger;

public sealed class PostingsTests
{
    private static readonly AssetId Usdt = new("USDT");
    private static readonly AssetId Btc = new("BTC");
    private static readonly EntityId Account = Entities.Account(new AccountId("alice"));
    private static readonly EntityId Fund = Entities.Fund(Usdt);
    private static readonly LiquidationId Episode = new("alice.1");

    [Fact]
    public void A_deposit_moves_money_from_outside_to_balances() =>
        AssertRows(Account, new AccountEvent.Deposited(Usdt, new Amount(5m)), (LedgerBucket.External, -5m), (LedgerBucket.Balances, 5m));

    [Fact]
    public void A_withdrawal_moves_money_from_balances_to_outside() =>
        AssertRows(Account, new AccountEvent.Withdrawn(Usdt, new Amount(5m)), (LedgerBucket.Balances, -5m), (LedgerBucket.External, 5m));

    [Fact]
    public void A_transfer_is_under_way_between_two_balances()
    {
        AssertRows(
            Account, new AccountEvent.Transferred(new AccountId("alice.hedge"), Usdt, new Amount(5m)),
            (LedgerBucket.Balances, -5m), (LedgerBucket.UnderWay, 5m));
        AssertRows(
            Account, new AccountEvent.TransferReceived(new AccountId("alice.hedge"), Usdt, new Amount(5m)),
            (LedgerBucket.UnderWay, -5m), (LedgerBucket.Balances, 5m));
    }

    [Fact]
    public void A_contribution_moves_money_from_outside_to_a_fund() =>
        AssertRows(Fund, new FundEvent.Contributed(new Amount(5m)), (LedgerBucket.External, -5m), (LedgerBucket.Funds, 5m));

    [Fact]
    public void A_claim_that_a_fund_answers_with_nothing_moves_nothing() =>
        AssertRows(Fund, new FundEvent.ClaimAnswered(Episode, new AccountId("alice"), new Amount(5m), Amount.Zero, Rate.Zero));

    [Fact]
    public void A_trading_fee_is_the_venues_and_a_liquidation_fee_is_on_its_way_to_a_fund()
    {
        var posting = new TradePosting(Usdt, Amount.Zero, Amount.Zero, Amount.Zero, Amount.Zero, new Amount(2m));
        var trade = new AccountEvent.TradeApplied(
            new TradeId("t"), new InstrumentId("BTC-PERP"), new AccountId("bob"), new Quantity(1m), new Price(1m),
            TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Initiating, posting);
        var step = new AccountEvent.StepSettled(
            Episode, 1, new InstrumentId("BTC-PERP"), [], Quantity.Zero, posting, Rate.Zero, false);
        AssertRows(Account, trade, (LedgerBucket.Balances, -2m), (LedgerBucket.Fees, 2m));
        AssertRows(Account, step, (LedgerBucket.Balances, -2m), (LedgerBucket.UnderWay, 2m));
    }

    [Fact]
    public void A_funds_payment_and_the_collateral_in_return_meet_what_is_under_way()
    {
        var conservation = new Conservation();
        conservation.Add(Account, new AccountEvent.FundPaymentReceived(
            Episode, Usdt, new Amount(100m), new Amount(90m), [new Money(new Amount(0.001m), Btc)]));
        Assert.Equal(new Amount(-90m), conservation.Total(LedgerBucket.UnderWay, Usdt));
        Assert.Equal(new Amount(0.001m), conservation.Total(LedgerBucket.UnderWay, Btc));
        conservation.Add(Fund, new FundEvent.ClaimAnswered(
            Episode, new AccountId("alice"), new Amount(100m), new Amount(90m), Rate.Zero));
        conservation.Add(Entities.Fund(Btc), new FundEvent.CollateralReceived(Episode, new Amount(0.001m)));
        Assert.All([Usdt, Btc], asset => Assert.Equal(Amount.Zero, conservation.Total(LedgerBucket.UnderWay, asset)));
        Assert.All([Usdt, Btc], asset => Assert.Equal(Amount.Zero, conservation.Drift(asset)));
    }

    [Fact]
    public void A_status_moves_nothing() => AssertRows(Account, new AccountEvent.MarginCallLifted(
        Margining.Margin.MarginStatus.MarginCall, default, new MarketBasis(new FrameNumber(1), new RiskBookVersion(1), [])));

    [Property]
    public Property Both_sides_of_any_trades_leave_nothing_under_way_and_nothing_made(bool inverse, PositiveInt count, int seed)
    {
        var instrument = Instrument(inverse);
        var (mine, theirs) = (default(AccountPosition), default(AccountPosition));
        var conservation = new Conservation();
        foreach (var i in Enumerable.Range(0, (count.Get % 20) + 1))
        {
            var quantity = new Quantity((((seed / 7) + (i * 37)) % 19) - 9);
            if (quantity == Quantity.Zero)
                continue;
            var price = new Price(10_000m + (Math.Abs((seed % 9_973) + (i * 611)) / 7m));
            mine = Book(quantity, price, mine);
            theirs = Book(-quantity, price, theirs);
        }

        var claim = conservation.Total(LedgerBucket.Claims, instrument.Settle);
        var entries = mine.EntryValue + theirs.EntryValue;
        return (conservation.Total(LedgerBucket.UnderWay, instrument.Settle) == Amount.Zero
                && conservation.Drift(instrument.Settle) == Amount.Zero
                && claim == (inverse ? entries : -entries)
                && conservation.Total(LedgerBucket.Rounding, instrument.Settle) >= Amount.Zero)
            .ToProperty();

        AccountPosition Book(Quantity quantity, Price price, AccountPosition before)
        {
            var posting = TradeBooking.Book(instrument, before, quantity, price, new Rate(0.0005m), 6);
            conservation.Add(Account, new AccountEvent.TradeApplied(
                new TradeId("t"), instrument.Id, new AccountId("bob"), quantity, price,
                TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Initiating, posting));
            return TradeBooking.After(before, quantity, posting.EntryValueChange);
        }
    }

    [Fact]
    public void What_accounts_and_funds_hold_is_compared_with_the_totals()
    {
        var conservation = new Conservation();
        conservation.Add(Account, new AccountEvent.Deposited(Usdt, new Amount(5m)));
        conservation.Add(Fund, new FundEvent.Contributed(new Amount(7m)));
        var account = AccountState.Initial(new AccountId("alice")).Post(Usdt, new Amount(5m));
        var risk = new RiskBook(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [], [Instrument(false)]);
        Assert.Empty(conservation.Discrepancies([account], [new FundState(Usdt, new Amount(7m), Amount.Zero)], risk));
        Assert.Equal(
            ["balances: 6 USDT, expected 5 USDT", "funds: 6 USDT, expected 7 USDT"],
            conservation.Discrepancies(
                [account.Post(Usdt, new Amount(1m))], [new FundState(Usdt, new Amount(6m), Amount.Zero)], risk));
        var position = new AccountPosition(new Quantity(2m), new Amount(30m));
        Assert.Equal(
            ["claims: -30 USDT, expected 0 USDT", "long and short contracts of X differ by 2; they have to cancel out"],
            conservation.Discrepancies(
                [account with { Positions = account.Positions.Add(new InstrumentId("X"), position) }],
                [new FundState(Usdt, new Amount(7m), Amount.Zero)], risk));
    }

    private static void AssertRows(EntityId entity, IEvent @event, params (LedgerBucket Bucket, decimal Amount)[] rows)
    {
        var postings = Postings.Of(entity, @event);
        Assert.Equal(rows, postings.Select(posting => (posting.Bucket, posting.Amount.Value)));
        Assert.All(postings, posting => Assert.Equal(Usdt, posting.Asset));
    }

    private static InstrumentParameters Instrument(bool inverse) => new(
        new InstrumentId("X"),
        inverse ? InstrumentKind.InversePerpetual : InstrumentKind.LinearPerpetual,
        Btc, inverse ? new AssetId("USD") : Usdt, inverse ? Btc : Usdt, inverse ? 10m : 0.01m, new Quantity(1m), new Price(0.1m),
        new MarginSchedule([], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero), Rate.Zero, Rate.Zero, Rate.Zero);
}
