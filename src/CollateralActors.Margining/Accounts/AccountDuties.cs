using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>What an account's events oblige others to do.</summary>
internal static class AccountDuties
{
    public static IEnumerable<Owed> Of(AccountState before, AccountEvent @event, Shards shards) => @event switch
    {
        AccountEvent.HoldingsReported e =>
            [new(Entities.Market, new MarketCommand.ReportHoldings(before.Reported.ChangeTo(e.Held)))],
        AccountEvent.TradeApplied { Role: TradeRole.Initiating } e =>
            [new(Entities.Account(e.Counterparty), OtherLeg(before.Id, e))],
        AccountEvent.Transferred e =>
            [new(Entities.Account(e.To), new AccountCommand.ReceiveTransfer(before.Id, e.Asset, e.Amount))],
        AccountEvent.LockedInEscrow e =>
            [new(Entities.Escrow(e.Escrow), new EscrowCommand.ReceiveLock(before.Id, e.Asset, e.Amount))],
        AccountEvent.PolicyRepaid e =>
            [new(Entities.Pool(e.Asset), new PoolCommand.ReceiveRepayment(before.Id, e.Amount, e.Units))],
        AccountEvent.TopUpAsked e =>
            [new(Entities.Account(e.From), new AccountCommand.GiveTopUp(before.Id, e.Asset, e.Amount))],
        AccountEvent.TopUpGiven e =>
            [new(Entities.Account(e.To), new AccountCommand.BookTopUp(before.Id, e.Asset, e.Asked, e.Given))],
        AccountEvent.PoolAsked e => [new(Entities.Pool(e.Asset), Request(before.Id, e.Request))],
        AccountEvent.LoanRepaid e =>
            [new(Entities.Pool(e.Asset), new PoolCommand.ReceiveRepayment(before.Id, e.Amount, e.Units))],
        AccountEvent.LoanLiquidated e =>
            [new(Entities.Pool(e.Asset), new PoolCommand.ReceiveRepayment(before.Id, e.Repaid, e.Units))],
        AccountEvent.LoanWrittenOff e => [new(Entities.Pool(e.Asset), new PoolCommand.WriteOff(before.Id, e.Units))],
        AccountEvent.SharesSurrendered e =>
            [new(Entities.Pool(e.Asset), new PoolCommand.TakeOverShares(before.Id, e.Shares))],
        AccountEvent.BankruptcyDeclared { Scope.IsCross: true } => Defaults(before),
        AccountEvent.ContractSettled { Booked: { Forfeited: var forfeited } booked } e when forfeited > Amount.Zero =>
            [
                new(
                    Entities.Fund(booked.Posting.Settle),
                    new FundCommand.ReceiveForfeit(before.Id, e.Instrument, forfeited)),
            ],
        AccountEvent.WatchReleased e =>
            [new(shards.WatchlistOf(before.Id), new WatchlistCommand.Unwatch(before.Id, e.Epoch))],
        AccountEvent.LiquidationRequested e =>
            [ToLiquidation(e.Liquidation, new LiquidationCommand.Open(before.Id, e.Severity, e.EarliestFrame))],
        AccountEvent.OrdersCancelled e => [ToLiquidation(e.Liquidation, new LiquidationCommand.BeginWork())],
        AccountEvent.StepPlanned e => [ToLiquidation(
            e.Liquidation, new LiquidationCommand.OrderStep(e.Step, e.Instrument, e.Quantity, e.Severity)
            {
                Limit = e.Limit,
                Deleverages = e.Deleverages,
            })],
        AccountEvent.CoverAsked e => [new(
            Entities.Fund(e.Asset),
            new FundCommand.ReserveCover(e.Liquidation, e.Step, before.Id, e.Amount, e.Severity))],
        AccountEvent.StepDeferred e =>
            [ToLiquidation(e.Liquidation, new LiquidationCommand.DeferStep(e.Step, e.Until, e.Severity))],
        AccountEvent.StepSettled e => Settled(e),
        AccountEvent.ShortfallClaimed e =>
        [
            .. e.Claims.Select(claim => new Owed(
                Entities.Fund(claim.Asset),
                new FundCommand.Claim(e.Liquidation, before.Id, claim.Amount, e.Severity))),
            .. Releases(before, e.Liquidation, e.Claims),
            .. MarginScope.Of(e.Liquidation).IsCross ? Defaults(before) : [],
        ],
        AccountEvent.FundPaymentReceived e => e.TakenOver.Select(taken => new Owed(
            Entities.Fund(taken.Asset), new FundCommand.ReceiveCollateral(e.Liquidation, taken.Amount))),
        AccountEvent.PositionTold e =>
            [new(Entities.Deleveraging(e.Instrument), new DeleveragingCommand.ReportPosition(before.Id, e.Standing))],
        AccountEvent.Deleveraged e => [new(Entities.Deleveraging(e.Instrument), new DeleveragingCommand.Answer(
            e.Liquidation, e.Step, before.Id, e.Instrument, e.Price, -e.Quantity, e.FundingIndex))],
        AccountEvent.LossPassedOn e => e.Losses.Select(loss => new Owed(
            Entities.Deleveraging(loss.Instrument),
            new DeleveragingCommand.Socialise(e.Liquidation, before.Id, loss.Asset, loss.Amount))),
        AccountEvent.LossShared e => [new(
            Entities.Deleveraging(e.Instrument),
            new DeleveragingCommand.GiveShare(e.Liquidation, before.Id, e.Asset, e.Amount))],
        AccountEvent.SharedLossReceived e when e.Surplus > Amount.Zero =>
            [new(Entities.Fund(e.Asset), new FundCommand.ReceiveCollateral(e.Liquidation, e.Surplus))],
        AccountEvent.LiquidationEnded e =>
        [
            .. Releases(before, e.Liquidation, []),
            ToLiquidation(e.Liquidation, new LiquidationCommand.Close(e.Outcome)),
        ],
        _ => [],
    };

    // What is claimed is taken out of what was promised; every other promise is given back.
    private static IEnumerable<Owed> Releases(
        AccountState before, LiquidationId liquidation, ValueList<Money> claims) =>
        before.StandingOf(MarginScope.Of(liquidation)).Episode is Episode.Working working
            ? working.Covers
                .Where(cover => claims.All(claim => claim.Asset != cover.Asset))
                .Select(cover => new Owed(Entities.Fund(cover.Asset), new FundCommand.ReleaseCover(liquidation)))
            : [];

    private static PoolCommand Request(AccountId account, PoolRequest request) => request switch
    {
        { Action: PoolAction.Supply, Amount: { } amount } => new PoolCommand.Supply(account, amount),
        { Action: PoolAction.Borrow, Amount: { } amount } => new PoolCommand.Lend(account, amount),
        { Action: PoolAction.Redeem } => new PoolCommand.Redeem(account, request.Amount, request.Shares),
        _ => throw new UnreachableException($"unhandled request {request}"),
    };

    private static IEnumerable<Owed> Defaults(AccountState account) => account.Locked.Keys.Select(
        escrow => new Owed(Entities.Escrow(escrow), new EscrowCommand.ReportDefault(account.Id)));

    private static AccountCommand.ApplyTrade OtherLeg(AccountId self, AccountEvent.TradeApplied e) =>
        new(e.Trade, e.Instrument, self, -e.Quantity, e.Price, e.Theirs, e.Mine, TradeRole.Counter)
        {
            FundingIndex = e.FundingIndex,
        };

    private static IEnumerable<Owed> Settled(AccountEvent.StepSettled e)
    {
        if (e.Posting.Fee > Amount.Zero)
            yield return new Owed(
                Entities.Fund(e.Posting.Settle), new FundCommand.ReceiveFee(e.Liquidation, e.Posting.Fee));
        yield return ToLiquidation(e.Liquidation, new LiquidationCommand.FinishStep(
            e.Step, AccountEvolution.Total(e.Trades), e.Unfilled, e.Severity, e.MoreToClose));
    }

    private static Owed ToLiquidation(LiquidationId id, LiquidationCommand command) =>
        new(Entities.Liquidation(id), command);
}
