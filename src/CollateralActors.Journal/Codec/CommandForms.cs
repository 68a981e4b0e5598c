using CollateralActors.Journal.Codec.Accounts;
using CollateralActors.Journal.Codec.Deleveraging;
using CollateralActors.Journal.Codec.Entities;
using CollateralActors.Journal.Codec.Escrows;
using CollateralActors.Journal.Codec.Funds;
using CollateralActors.Journal.Codec.Liquidations;
using CollateralActors.Journal.Codec.Loans;
using CollateralActors.Journal.Codec.Market;
using CollateralActors.Journal.Codec.OrderBooks;
using CollateralActors.Journal.Codec.Risk;
using CollateralActors.Journal.Codec.Watching;

namespace CollateralActors.Journal.Codec;

/// <summary>Every command of the product: sent in envelopes, and kept in snapshots among what an entity owes.</summary>
internal static class CommandForms
{
    public static readonly FormRegistry Registry = new(
        "command",
        EntityCommands.Table,
        AccountCommands.Table,
        AccountDeleveragingCommands.Table,
        AccountSharingCommands.Table,
        TermsForms.Commands,
        TransferForms.Commands,
        IsolatedForms.Commands,
        LockForms.Commands,
        LoanForms.Commands,
        PolicyForms.Commands,
        MarketCommands.Table,
        RiskBookCommands.Table,
        WatchlistCommands.Table,
        LiquidationCommands.Table,
        FundCommands.Table,
        EscrowCommands.Table,
        PoolCommands.Table,
        DeleveragingCommands.Table,
        SharingCommands.Table,
        OrderBookCommands.Table,
        OutsideCommands.Table);
}
