using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Ledger;

/// <summary>The double-entry view of events.</summary>
public static class Postings
{
    /// <summary>What an event moves: rows that sum to 0 for each asset; none where it moves nothing.</summary>
    /// <param name="entity">Whose event it is; a fund's name is its asset.</param>
    /// <param name="event">Any event of any entity.</param>
    public static IReadOnlyList<Posting> Of(EntityId entity, IEvent @event) => @event switch
    {
        AccountEvent.Deposited e => Move(LedgerBucket.External, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.Withdrawn e => Move(LedgerBucket.Balances, LedgerBucket.External, e.Asset, e.Amount),
        AccountEvent.Transferred e => Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, e.Amount),
        AccountEvent.TransferReceived e => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.TopUpGiven e => Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, e.Given),
        AccountEvent.TopUpAnswered e => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, e.Given),
        AccountEvent.PolicyRepaid e => Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, e.Amount),
        AccountEvent.PolicyExchanged e => OfExchange(e.Exchange),
        AccountEvent.CollateralConverted e => OfExchange(e.Exchange),
        AccountEvent.LockedInEscrow e => Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, e.Amount),
        AccountEvent.LockTakenBack e => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.EscrowReceived e => [.. e.Amounts.SelectMany(
            part => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, part.Asset, part.Amount))],
        EscrowEvent.LockReceived e => Move(LedgerBucket.UnderWay, LedgerBucket.Escrows, e.Asset, e.Amount),
        EscrowEvent.Ended e => [.. e.Paid.SelectMany(
            payment => Move(LedgerBucket.Escrows, LedgerBucket.UnderWay, payment.Asset, payment.Amount))],
        AccountEvent.PoolAsked or AccountEvent.Redeemed or AccountEvent.LoanTaken or AccountEvent.PoolRefused
            or AccountEvent.LoanRepaid or AccountEvent.LoanLiquidated or AccountEvent.SharesSurrendered =>
            OfLoan((AccountEvent)@event),
        PoolEvent e => OfPool(new AssetId(entity.Key), e),
        AccountEvent.InterestSettled e => [.. e.Debts.SelectMany(
            debt => Move(LedgerBucket.Balances, LedgerBucket.Interest, debt.Asset, debt.Charged))],
        AccountEvent.DebtConverted e => [.. e.From.SelectMany(part => (Posting[])
        [
            .. Move(LedgerBucket.Balances, LedgerBucket.Treasury, part.Asset, part.Given),
            .. Move(LedgerBucket.Balances, LedgerBucket.Fees, part.Asset, part.Fee),
            .. Move(LedgerBucket.Treasury, LedgerBucket.Balances, e.Asset, part.Repaid),
        ])],
        AccountEvent.TradeApplied e => OfTrade(e.Posting, LedgerBucket.Fees),
        AccountEvent.StepSettled e => OfTrade(e.Posting, LedgerBucket.UnderWay),
        AccountEvent.Deleveraged e => OfTrade(e.Posting, LedgerBucket.Fees),
        AccountEvent.MarginAdded e => Move(LedgerBucket.Balances, LedgerBucket.IsolatedMargins, e.Asset, e.Amount),
        AccountEvent.MarginRemoved e => Move(LedgerBucket.IsolatedMargins, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.FundPaymentReceived e => OfPayment(e, OwnOf(e.Liquidation)),
        AccountEvent.LossShared e => Move(
            e.IsIsolated ? LedgerBucket.IsolatedMargins : LedgerBucket.Balances,
            LedgerBucket.UnderWay,
            e.Asset,
            e.Amount),
        AccountEvent.SharedLossReceived e => Move(
            LedgerBucket.UnderWay,
            OwnOf(e.Liquidation),
            e.Asset,
            e.Given - e.Surplus),
        AccountEvent.ContractSettled e => OfSettlement(e.Booked),
        FundEvent.Contributed e => Move(LedgerBucket.External, LedgerBucket.Funds, new AssetId(entity.Key), e.Amount),
        FundEvent.FeeReceived e => Move(LedgerBucket.UnderWay, LedgerBucket.Funds, new AssetId(entity.Key), e.Amount),
        FundEvent.ForfeitReceived e =>
            Move(LedgerBucket.UnderWay, LedgerBucket.Funds, new AssetId(entity.Key), e.Amount),
        FundEvent.CollateralReceived e =>
            Move(LedgerBucket.UnderWay, LedgerBucket.Funds, new AssetId(entity.Key), e.Amount),
        FundEvent.ClaimAnswered e => Move(LedgerBucket.Funds, LedgerBucket.UnderWay, new AssetId(entity.Key), e.Paid),
        _ => [],
    };

    private static LedgerBucket OwnOf(LiquidationId liquidation) =>
        liquidation.Isolated is null ? LedgerBucket.Balances : LedgerBucket.IsolatedMargins;

    private static IReadOnlyList<Posting> Move(LedgerBucket from, LedgerBucket to, AssetId asset, Amount amount) =>
        amount == Amount.Zero ? [] : [new Posting(from, asset, -amount), new Posting(to, asset, amount)];

    private static IReadOnlyList<Posting> OfExchange(IndexExchange exchange) =>
    [
        .. Move(LedgerBucket.Balances, LedgerBucket.Treasury, exchange.Given.Asset, exchange.Given.Amount),
        .. Move(LedgerBucket.Balances, LedgerBucket.Fees, exchange.Given.Asset, exchange.Fee),
        .. Move(LedgerBucket.Treasury, LedgerBucket.Balances, exchange.Got.Asset, exchange.Got.Amount),
    ];

    private static IReadOnlyList<Posting> OfLoan(AccountEvent @event) => @event switch
    {
        AccountEvent.PoolAsked { Request: { Action: PoolAction.Supply, Amount: { } amount } } e =>
            Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, amount),
        AccountEvent.PoolRefused { Request: { Action: PoolAction.Supply, Amount: { } amount } } e =>
            Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, amount),
        AccountEvent.Redeemed e => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.LoanTaken e => Move(LedgerBucket.UnderWay, LedgerBucket.Balances, e.Asset, e.Amount),
        AccountEvent.LoanRepaid e => Move(LedgerBucket.Balances, LedgerBucket.UnderWay, e.Asset, e.Amount),
        AccountEvent.LoanLiquidated e => [.. e.From.SelectMany(part => (Posting[])
        [
            .. Move(LedgerBucket.Balances, LedgerBucket.Treasury, part.Asset, part.Given),
            .. Move(LedgerBucket.Balances, LedgerBucket.Fees, part.Asset, part.Fee),
            .. Move(LedgerBucket.Treasury, LedgerBucket.UnderWay, e.Asset, part.Repaid),
        ])],
        AccountEvent.SharesSurrendered e => Move(LedgerBucket.Treasury, LedgerBucket.Balances, e.Asset, e.Amount),
        _ => [],
    };

    private static IReadOnlyList<Posting> OfPool(AssetId asset, PoolEvent @event) => @event switch
    {
        PoolEvent.SupplyTaken e => Move(LedgerBucket.UnderWay, LedgerBucket.Pools, asset, e.Amount),
        PoolEvent.RepaymentReceived e => Move(LedgerBucket.UnderWay, LedgerBucket.Pools, asset, e.Amount),
        PoolEvent.RedemptionPaid e => Move(LedgerBucket.Pools, LedgerBucket.UnderWay, asset, e.Amount),
        PoolEvent.Lent e => Move(LedgerBucket.Pools, LedgerBucket.UnderWay, asset, e.Amount),
        _ => [],
    };

    private static IReadOnlyList<Posting> OfPayment(AccountEvent.FundPaymentReceived e, LedgerBucket to) =>
    [
        .. Move(LedgerBucket.UnderWay, to, e.Asset, e.Paid),
        .. e.TakenOver.SelectMany(taken => Move(to, LedgerBucket.UnderWay, taken.Asset, taken.Amount)),
    ];

    // As a trade, but that what is given goes to the other holders, and what is forfeited to the fund.
    private static IReadOnlyList<Posting> OfSettlement(SettlementPosting booked) =>
    [
        .. OfTrade(booked.Posting, LedgerBucket.Fees, LedgerBucket.Settlement),
        .. Move(LedgerBucket.Claims, LedgerBucket.UnderWay, booked.Posting.Settle, booked.Forfeited),
    ];

    private static IReadOnlyList<Posting> OfTrade(
        TradePosting posting, LedgerBucket feeTo, LedgerBucket givenTo = LedgerBucket.UnderWay)
    {
        var moved = posting.Isolated?.Moved ?? Amount.Zero;
        var own = posting.Isolated is null ? LedgerBucket.Balances : LedgerBucket.IsolatedMargins;
        return
        [
            .. Move(LedgerBucket.Claims, givenTo, posting.Settle, posting.Given),
            .. Move(LedgerBucket.Claims, own, posting.Settle, posting.RealisedPnl),
            .. Move(LedgerBucket.Claims, LedgerBucket.Rounding, posting.Settle, posting.Rounding),
            .. Move(own, feeTo, posting.Settle, posting.Fee),
            .. Move(LedgerBucket.UnderWay, LedgerBucket.Funding, posting.Settle, posting.Funding.Given),
            .. Move(own, LedgerBucket.Funding, posting.Settle, posting.Funding.Paid - posting.Funding.Rounding),
            .. Move(own, LedgerBucket.Rounding, posting.Settle, posting.Funding.Rounding),
            .. Move(LedgerBucket.Balances, LedgerBucket.IsolatedMargins, posting.Settle, moved),
            .. posting.Exchanged is { } exchanged
                ? Move(LedgerBucket.UnderWay, LedgerBucket.Balances, exchanged.Asset, exchanged.Amount)
                : [],
        ];
    }
}
