using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Codec.Accounts;
using CollateralActors.Journal.Codec.Deleveraging;
using CollateralActors.Journal.Codec.Escrows;
using CollateralActors.Journal.Codec.Funds;
using CollateralActors.Journal.Codec.Liquidations;
using CollateralActors.Journal.Codec.Loans;
using CollateralActors.Journal.Codec.Market;
using CollateralActors.Journal.Codec.OrderBooks;
using CollateralActors.Journal.Codec.Risk;
using CollateralActors.Journal.Codec.Watching;

namespace CollateralActors.Journal.States;

/// <summary>The states of all entities that store events.</summary>
internal static class StateForms
{
    public static readonly FormRegistry Registry = new(
        "state",
        AccountStateForm.Table,
        MarketStateForm.Table,
        RiskBookStateForm.Table,
        WatchlistStateForm.Table,
        LiquidationStateForm.Table,
        FundStateForm.Table,
        EscrowStateForm.Table,
        PoolStateForm.Table,
        DeleveragingStateForm.Table,
        OrderBookStateForm.Table);
}
