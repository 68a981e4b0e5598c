using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Scanning;

/// <summary>What the scan of one base finds, exactly; valuation currency, each 0 or more.</summary>
/// <param name="Down">Worst loss of the cells where the price falls or stands still.</param>
/// <param name="Up">Worst loss of the cells where the price rises or stands still.</param>
/// <param name="Basis">Basis contingency.</param>
/// <param name="Minimum">Least loss because of short options.</param>
internal readonly record struct BaseLoss(Fraction Down, Fraction Up, Fraction Basis, Fraction Minimum)
{
    /// <summary>The worst loss of all cells.</summary>
    public Fraction Worst => Fraction.Max(Down, Up);

    /// <summary>Scans the legs on one base.</summary>
    public static BaseLoss Of(ScanParameters scan, IReadOnlyList<ScanLeg> legs)
    {
        var (down, up) = (Fraction.Zero, Fraction.Zero);
        for (var i = 0; i < scan.PriceMoves.Count; i++)
        {
            var move = scan.PriceMoves[i].Value;
            var byPrice = Fraction.Zero;
            foreach (var leg in legs)
                byPrice += leg.GainOfPrice(move);
            for (var j = 0; j < scan.VolatilityMoves.Count; j++)
            {
                var gain = byPrice;
                foreach (var leg in legs)
                    gain += leg.GainOfTimeValue(i, j);
                down = move <= 0m ? Fraction.Max(down, -gain) : down;
                up = move >= 0m ? Fraction.Max(up, -gain) : up;
            }
        }

        return new BaseLoss(
            down, up, BasisOf(legs) * scan.BasisContingency.Value, ShortOf(legs) * scan.ShortOptionMinimum.Value);
    }

    private static Fraction BasisOf(IReadOnlyList<ScanLeg> legs)
    {
        var (@long, @short) = (Fraction.Zero, Fraction.Zero);
        foreach (var leg in legs.Where(leg => !leg.Instrument.IsOption))
        {
            @long += Fraction.Max(Fraction.Zero, leg.Exposure);
            @short += Fraction.Max(Fraction.Zero, -leg.Exposure);
        }

        return Fraction.Min(@long, @short);
    }

    private static Fraction ShortOf(IReadOnlyList<ScanLeg> legs)
    {
        var sum = Fraction.Zero;
        foreach (var leg in legs.Where(leg => leg.Instrument.IsOption && leg.Size.Sign < 0))
            sum -= leg.Size * leg.BasePrice;
        return sum;
    }
}
