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
    /// <summary>Whether the asset counts less for maintenance too, and not only for what takes on risk.</summary>
    public bool IsForMaintenance { get; init; }

    /// <summary>What the asset's weight is multiplied by at an index price; 0 to 1.</summary>
    public Rate WeightAt(Price price)
    {
        var lowest = Target.Value * (1m - Tolerance.Value);
        return price.Value >= lowest
            ? Rate.One
            : new Rate(Math.Max(0m, 1m - (Factor.Value * (lowest - price.Value) / Target.Value)));
    }

    /// <summary>The same as an exact fraction.</summary>
    internal Fraction ExactWeightAt(Fraction price)
    {
        var lowest = (Fraction)Target.Value * (1m - Tolerance.Value);
        return price >= lowest
            ? Fraction.One
            : Fraction.Max(Fraction.Zero, Fraction.One - ((lowest - price) * Factor.Value / Target.Value));
    }

    /// <summary>
    /// The same in floating point, for bounds that allow for its rounding. It never falls with the price.
    /// </summary>
    internal double NearlyWeightAt(double price)
    {
        var (target, factor) = ((double)Target.Value, (double)Factor.Value);
        var lowest = target * (1d - (double)Tolerance.Value);
        return price >= lowest ? 1d : Math.Max(0d, 1d - (factor * (lowest - price) / target));
    }

    /// <summary>The parameters, in one form.</summary>
    public override string ToString() =>
        $"{Target} - {Tolerance}, factor {Factor}" + (IsForMaintenance ? ", for maintenance" : "");
}
