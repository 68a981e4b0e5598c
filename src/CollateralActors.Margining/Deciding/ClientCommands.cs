using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>What somebody outside may ask for. Everything else is said by one entity to another.</summary>
/// <remarks>
/// A settlement, a fund's payment or one side of a trade alone would make money out of nothing if anybody could say it.
/// </remarks>
public static class ClientCommands
{
    /// <summary>Whether somebody outside may send <paramref name="command"/>.</summary>
    public static bool Allow(ICommand command) => command switch
    {
        AccountCommand.ApplyTrade c => c.Role == TradeRole.Initiating,
        AccountCommand.Deposit or AccountCommand.Withdraw => true,
        AccountCommand.SetLeverage or AccountCommand.SwitchMode or AccountCommand.Transfer => true,
        AccountCommand.SetPolicies => true,
        AccountCommand.SetMarginType or AccountCommand.AddMargin or AccountCommand.RemoveMargin => true,
        AccountCommand.ReserveOrder or AccountCommand.ReleaseOrder or AccountCommand.AbandonExercise => true,
        AccountCommand.LockInEscrow => true,
        AccountCommand.Supply or AccountCommand.Redeem or AccountCommand.Borrow or AccountCommand.Repay => true,
        EscrowCommand.Propose or EscrowCommand.Agree or EscrowCommand.Rule => true,
        MarketCommand.OpenMarket or MarketCommand.SubmitQuotes or MarketCommand.SettleFrame => true,
        MarketCommand.HaltSymbol or MarketCommand.ResumeSymbol => true,
        MarketCommand.HaltVenue or MarketCommand.ResumeVenue => true,
        MarketCommand.PauseLiquidations or MarketCommand.ResumeLiquidations => true,
        RiskBookCommand.Adopt or FundCommand.Contribute or OrderBookCommand.OpenBook => true,
        OrderBookCommand.ConnectVenue or OrderBookCommand.ConfirmOrder => true,
        LiquidationCommand.HandOver or LiquidationCommand.GiveBack => true,
        OrderBookCommand.ReportFill or OrderBookCommand.ReportDone => true,
        EntityCommand.Ping => true,
        _ => false,
    };

    /// <summary>
    /// The refusal of a client's command with an illegal id, to an entity that cannot be, or that is not for clients;
    /// null where nothing is wrong. It rests on nothing but the message, so nothing is stored of it.
    /// </summary>
    public static Rejection? Problem(Envelope envelope) => envelope.Origin switch
    {
        Origin.Client c when !Limits.IsId(c.Id.Value) => new Rejection(
            RejectionCode.IllegalId,
            $"command id '{c.Id}' is not 1 to {Limits.IdLength} printable characters without spaces"),
        Origin.Client when !Limits.IsName(envelope.To.Key) => new Rejection(
            RejectionCode.IllegalId,
            $"{WordFor(envelope.To.Kind)} '{envelope.To.Key}' is not 1 to {Limits.NameLength} letters, digits, "
            + "'-', '_' and '.'"),
        Origin.Client when !Allow(envelope.Command) => new Rejection(
            RejectionCode.NotForClients,
            $"{envelope.Command.GetType().Name} is said by one entity to another; a client sends commands that "
            + "begin something"),
        _ => null,
    };

    private static string WordFor(EntityKind kind) => kind switch
    {
        EntityKind.Account => "account",
        EntityKind.Fund => "fund",
        EntityKind.Escrow => "escrow",
        EntityKind.Pool => "pool",
        EntityKind.OrderBook => "order book",
        EntityKind.Liquidation => "liquidation",
        _ => "name",
    };
}
