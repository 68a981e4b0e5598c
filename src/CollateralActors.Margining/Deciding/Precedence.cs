using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>
/// The stages of a round: nothing of a stage is applied while anything of an earlier one is under way.
/// </summary>
/// <remarks>
/// Each stage meets the others' complete results, so what is applied together does not depend on who was faster, or on
/// where an interrupted round was taken up again.
/// </remarks>
public enum Stage
{
    /// <summary>What an account, its watchlist and its liquidation settle among themselves.</summary>
    Local,

    /// <summary>Commands from outside.</summary>
    Inputs,

    /// <summary>Money and contracts on their way to the other side.</summary>
    Transfers,

    /// <summary>Work offered to the liquidators.</summary>
    Offers,

    /// <summary>Liquidations' orders at the venue: together, worst first.</summary>
    Orders,

    /// <summary>What others have to take of liquidations: together, worst first, after every order.</summary>
    Deleveraging,

    /// <summary>
    /// Claims on insurance funds: together, worst first, after every order was worked; and what is asked of pools,
    /// after everything that comes in to them.
    /// </summary>
    Claims,

    /// <summary>
    /// What accounts and pools report to the market of what they hold, and books of their depth, and what escrows have
    /// it look out for: nothing in the round rests on it.
    /// </summary>
    Totals,
}

/// <summary>The total order in which a round applies messages.</summary>
public sealed class Precedence : IComparer<Precedence.Item>
{
    /// <summary>The one order.</summary>
    public static readonly Precedence Order = new();

    private Precedence()
    {
    }

    /// <summary>A message with its place among all that its sender sent.</summary>
    /// <param name="Envelope">The message.</param>
    /// <param name="Tick">Counts up with each message of one sender, and with each input.</param>
    public readonly record struct Item(Envelope Envelope, long Tick);

    /// <summary>The stage of a message.</summary>
    public static Stage StageOf(Envelope envelope) => (envelope.Command, envelope.Origin, envelope.Stamp) switch
    {
        // What a watchlist stamped goes straight back: its stage was waited for before.
        (_, _, not null) => Stage.Local,
        (_, Origin.Client, _) => Stage.Inputs,
        (AccountCommand.ApplyTrade or AccountCommand.SettleStep or AccountCommand.ReceiveFundPayment, _, _) =>
            Stage.Transfers,
        (AccountCommand.ReceiveTransfer or AccountCommand.BookTopUp, _, _) => Stage.Transfers,
        (AccountCommand.GiveTopUp, _, _) => Stage.Claims,
        (FundCommand.ReceiveFee or FundCommand.ReceiveCollateral or FundCommand.ReceiveForfeit, _, _) =>
            Stage.Transfers,
        (AccountCommand.TakeBackLock or AccountCommand.ReceiveFromEscrow, _, _) => Stage.Transfers,
        (EscrowCommand.ReceiveLock or EscrowCommand.ReportDefault or EscrowCommand.ObserveFrame, _, _) =>
            Stage.Transfers,
        (PoolCommand.Supply or PoolCommand.ReceiveRepayment, _, _) => Stage.Transfers,
        (PoolCommand.WriteOff or PoolCommand.TakeOverShares, _, _) => Stage.Transfers,
        (AccountCommand.BookSupply or AccountCommand.BookRedemption, _, _) => Stage.Transfers,
        (AccountCommand.BookLoan or AccountCommand.BookPoolRefusal, _, _) => Stage.Transfers,
        (PoolCommand.Redeem or PoolCommand.Lend, _, _) => Stage.Claims,
        (OrderBookCommand.PlaceOrder, _, _) => Stage.Orders,
        (FundCommand.ReserveCover or FundCommand.ReleaseCover or AccountCommand.ReceiveCover, _, _) => Stage.Transfers,
        (DeleveragingCommand.Deleverage, _, _) => Stage.Deleveraging,
        // An answer follows reports of the same account to the same receiver: in one stage they keep their order.
        (AccountCommand.TakeDeleveraging or DeleveragingCommand.Answer or DeleveragingCommand.ReportPosition, _, _) =>
            Stage.Transfers,
        (DeleveragingCommand.Socialise or AccountCommand.ShareLoss or DeleveragingCommand.GiveShare, _, _) =>
            Stage.Transfers,
        (AccountCommand.ReceiveSharedLoss, _, _) => Stage.Transfers,
        (FundCommand.Claim, _, _) => Stage.Claims,
        (MarketCommand.ReportHoldings or MarketCommand.WatchEscrow or MarketCommand.UnwatchEscrow, _, _) =>
            Stage.Totals,
        (MarketCommand.ReportPool or MarketCommand.ReportBook, _, _) => Stage.Totals,
        _ when envelope.To.Kind == EntityKind.Liquidators => Stage.Offers,
        _ => Stage.Local,
    };

    /// <summary>By stage, receiver, severity (worst first), account, sender and the sender's own order.</summary>
    public int Compare(Item x, Item y)
    {
        var (a, b) = (x.Envelope, y.Envelope);
        return StageOf(a).CompareTo(StageOf(b)) is var stage and not 0 ? stage
            : a.To.CompareTo(b.To) is var receiver and not 0 ? receiver
            : SeverityOf(b).CompareTo(SeverityOf(a)) is var severity and not 0 ? severity
            : string.CompareOrdinal(AccountOf(a), AccountOf(b)) is var account and not 0 ? account
            : SenderOf(a).CompareTo(SenderOf(b)) is var sender and not 0 ? sender
            : SequenceOf(b).CompareTo(SequenceOf(a)) is var receipt and not 0 ? receipt
            : x.Tick.CompareTo(y.Tick);
    }

    private static Rate SeverityOf(Envelope envelope) => envelope.Command switch
    {
        OrderBookCommand.PlaceOrder c => c.Severity,
        DeleveragingCommand.Deleverage c => c.Severity,
        FundCommand.Claim c => c.Severity,
        FundCommand.ReserveCover c => c.Severity,
        LiquidatorsCommand.Offer c => c.Severity,
        _ => Rate.Zero,
    };

    private static string AccountOf(Envelope envelope) => envelope.Command switch
    {
        OrderBookCommand.PlaceOrder c => c.Account.Value,
        DeleveragingCommand.Deleverage c => c.Account.Value,
        FundCommand.Claim c => c.Account.Value,
        FundCommand.ReserveCover c => c.Account.Value,
        LiquidatorsCommand.Offer c => c.Account.Value,
        _ => string.Empty,
    };

    private static EntityId SenderOf(Envelope envelope) => envelope.Origin switch
    {
        Origin.Duty d => d.Sender,
        Origin.Signal s => s.Sender,
        _ => default,
    };

    // Receipts count for all that came before: with the last one first, the others find nothing left to store.
    private static long SequenceOf(Envelope envelope) =>
        envelope.Command is EntityCommand.Acknowledge receipt ? receipt.Sequence : 0;
}
