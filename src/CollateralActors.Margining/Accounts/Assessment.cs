using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>An account looked at in one frame.</summary>
/// <param name="Book">What the calculator was given.</param>
/// <param name="Figures">What it said.</param>
/// <param name="Basis">What was seen of the market.</param>
internal sealed record Assessment(MarginBook Book, MarginFigures Figures, MarketBasis Basis)
{
    public Rate Severity => Accounts.Severity.Of(Figures);

    public StatusFigures StatusFigures => new(Plain(Figures.Value), Plain(Figures.Equity), Plain(Figures.Maintenance));

    /// <summary>Looks at an account.</summary>
    public static Assessment Of(AccountState state, MarketView market)
    {
        var book = state.ToMarginBook(market);
        return new Assessment(book, MarginCalculator.Evaluate(book, market), BasisOf(book, market));
    }

    /// <summary>The event that tells of a new status; null where it is the old one.</summary>
    public AccountEvent? Change(MarginStatus from) => Figures.Status == from ? null : Figures.Status switch
    {
        MarginStatus.Healthy => new AccountEvent.MarginCallLifted(from, StatusFigures, Basis),
        MarginStatus.MarginCall => new AccountEvent.MarginCallIssued(from, StatusFigures, Basis),
        MarginStatus.Liquidation => new AccountEvent.MaintenanceBreached(from, StatusFigures, Basis),
        MarginStatus.Bankrupt => new AccountEvent.BankruptcyDeclared(from, StatusFigures, Basis),
        _ => throw new System.Diagnostics.UnreachableException($"unhandled status {Figures.Status}"),
    };

    private static MarketBasis BasisOf(MarginBook book, MarketView market)
    {
        var assets = book.Balances.Select(holding => holding.Asset.Id)
            .Concat(book.Positions.Select(position => position.Instrument.Settle))
            .Distinct()
            .Order()
            .Select(asset => new UsedPrice(asset.Value, market.IndexPrice(asset)!.Value));
        var marks = book.Positions.Select(p => new UsedPrice(p.Instrument.Id.Value, market.Mark(p.Instrument)!.Value));
        var funding = from position in book.Positions
                      let index = market.FundingIndex(position.Instrument.Id)
                      where index != Amount.Zero
                      select new UsedFundingIndex(position.Instrument.Id, index);
        return new MarketBasis(market.Frame, market.Risk.Version, assets.Concat(marks).ToValueList())
        {
            FundingIndices = funding.ToValueList(),
        };
    }

    // Stored in an event: equal figures must have one form.
    private static Amount Plain(Amount amount) => new(Decimals.Normal(amount.Value));
}
