using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>The share of every holding of an asset that counts, by how much of it all accounts hold together.</summary>
/// <param name="ByConcentration">By the value of all holdings; 0 to 1.</param>
/// <param name="ByBoth">By the venue's cap too: the smaller of both shares.</param>
internal readonly record struct VenueShares(Rate ByConcentration, Rate ByBoth)
{
    /// <summary>Decimals of a share, rounded down against the account.</summary>
    private const int Scale = 12;

    /// <summary>The shares.</summary>
    /// <param name="rules">The asset's rules.</param>
    /// <param name="holdings">Units that all accounts hold.</param>
    /// <param name="price">Index price in the valuation currency.</param>
    public static VenueShares Of(CollateralRules rules, Amount holdings, Price price)
    {
        // In units, since the value of all holdings may be beyond the range of decimals.
        var start = rules.ConcentrationStart is { } value ? new Amount(value.Value / price.Value) : (Amount?)null;
        var byConcentration = ShareOf(start, holdings);
        var byCap = ShareOf(rules.VenueCap, holdings);
        return new VenueShares(byConcentration, byCap.Value < byConcentration.Value ? byCap : byConcentration);
    }

    private static Rate ShareOf(Amount? limit, Amount total) =>
        limit is { } most && total > most ? new Rate(Decimals.Down(most.Value / total.Value, Scale)) : Rate.One;
}
