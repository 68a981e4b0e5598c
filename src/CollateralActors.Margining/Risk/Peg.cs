using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What an asset is meant to be worth, and how fast it counts less when it is worth less.</summary>
/// <param name="Target">Index price that it should have, in the valuation currency; more than 0.</param>
/// <param name="Tolerance">Share of the target that the price may be below it; 0 to below 1.</param>
/// <param name="Factor">Share of its weight that it loses for each share of the target beyond that; above 0.</param>
/// <remarks>
/// The price of what is held falls anyway. This takes more, before everybody brings in what has lost its peg. Source:
/// OKX and Derive have depeg terms in their portfolio margin.
/// </remarks>
public sealed record Peg(Price Target, Rate Tolerance, Rate Factor)
{
    /// <summary>What the asset's weight is multiplied by at an index price; 0 to 1.</summary>
    public Rate WeightAt(Price price)
    {
        var lowest = Target.Value * (1m - Tolerance.Value);
        return price.Value >= lowest
            ? Rate.One
            : new Rate(Math.Max(0m, 1m - (Factor.Value * (lowest - price.Value) / Target.Value)));
    }

    /// <summary>The three parameters, in one form.</summary>
    public override string ToString() => $"{Target} - {Tolerance}, factor {Factor}";
}
