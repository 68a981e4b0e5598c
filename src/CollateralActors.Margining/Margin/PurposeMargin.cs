using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What an account has for a purpose, in the valuation currency, unrounded.</summary>
/// <param name="Equity">What its net amounts count for the purpose; at most its equity.</param>
/// <param name="Initial">Initial requirement, open orders included.</param>
/// <param name="Cuts">What counts to keep positions and not for the purpose, by rule; empty where nothing is
/// cut.</param>
public sealed record PurposeFigures(Amount Equity, Amount Initial, ValueList<CollateralCut> Cuts)
{
    /// <summary>Equity for the purpose − initial requirement; negative where there is too little.</summary>
    public Amount FreeCollateral => Equity - Initial;
}

/// <summary>What one rule takes from the equity for a purpose.</summary>
/// <param name="By">The rule.</param>
/// <param name="Amount">More than 0, valuation currency, unrounded.</param>
public readonly record struct CollateralCut(CollateralRule By, Amount Amount);

/// <summary>
/// A rule by which collateral counts less for a purpose than to keep positions; in the order in which they are applied.
/// </summary>
public enum CollateralRule
{
    /// <summary>See <see cref="Risk.ProfitWeights"/>.</summary>
    ProfitWeight,

    /// <summary>See <see cref="AssetParameters.CollateralFor"/>.</summary>
    PurposeHaircut,

    /// <summary>See <see cref="CollateralRules.AccountCap"/>.</summary>
    AccountCap,

    /// <summary>See <see cref="CollateralRules.Peg"/>.</summary>
    Peg,

    /// <summary>See <see cref="CollateralRules.ConcentrationStart"/>.</summary>
    Concentration,

    /// <summary>See <see cref="CollateralRules.VenueCap"/>.</summary>
    VenueCap,

    /// <summary>See <see cref="CollateralRules.WrongWayHaircut"/>.</summary>
    WrongWay,

    /// <summary>See <see cref="CautiousPrices"/>. Of positions before every other rule, of assets after them.</summary>
    CautiousPrice,

    /// <summary>See <see cref="PriceUse"/>. Of positions before every other rule, of assets after them.</summary>
    PriceUse,
}

/// <summary>
/// Equity by purpose: the stricter count that taking on positions, borrowing and withdrawing are judged by.
/// </summary>
/// <remarks>
/// It never bears on an account's status: <see cref="MarginCalculator.Evaluate"/> knows nothing of it. So bands do not
/// either.
/// </remarks>
public static class PurposeMargin
{
    internal static readonly int Rules = Enum.GetValues<CollateralRule>().Length;

    /// <summary>The account's figures for a purpose.</summary>
    /// <remarks>Needs the prices that <see cref="MarginCalculator.Evaluate"/> needs, and throws as it does.</remarks>
    public static PurposeFigures Evaluate(MarginBook book, MarketView market, CollateralPurpose purpose)
    {
        var contracts = book.WithoutSpotOrders();
        var initial = MarginCalculator.Evaluate(contracts, market).Initial;
        if (!ReferenceEquals(contracts, book))
            initial += SpotReserve.Of(book, market, purpose);
        Span<decimal> cuts = stackalloc decimal[Rules];
        var equity = Amount.Zero;
        foreach (var (asset, balance) in HeldOrSettled(book, market))
        {
            var count = new PurposeCount(asset, market, purpose, cuts);
            var profit = PurposeProfit.In(asset.Id, book, market, purpose);
            equity += count.Of(balance, profit, OwnExposure.In(asset.Id, book, market));
        }

        return new PurposeFigures(equity, initial, ListOf(cuts));
    }

    private static ValueList<CollateralCut> ListOf(ReadOnlySpan<decimal> cuts)
    {
        var list = new List<CollateralCut>();
        for (var i = 0; i < cuts.Length; i++)
        {
            if (cuts[i] > 0m)
                list.Add(new CollateralCut((CollateralRule)i, new Amount(cuts[i])));
        }

        return list.ToValueList();
    }

    // In the calculator's order, so that without stricter rules the sum is its equity to the last digit.
    private static IEnumerable<(AssetParameters Asset, Amount Balance)> HeldOrSettled(
        MarginBook book, MarketView market) =>
        book.Balances.Select(holding => (holding.Asset, holding.In(market)))
            .Concat(book.Positions.Where(position => !position.IsIsolated)
                .Select(position => position.Instrument.Settle)
                .Except(book.Balances.Select(holding => holding.Asset.Id))
                .Select(asset => (market.Risk[asset], Amount.Zero)));
}
