using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Options;

/// <summary>
/// The time value of one option at one frame by Black (1976), and how it changes in the cells of its base's scan; in
/// settle units a base unit, quantised against whoever holds it: a long's down, a short's up.
/// </summary>
/// <remarks>Immutable but for what cells change, which is computed when it is first asked for and then kept.</remarks>
internal sealed class OptionValue
{
    private readonly Wide forward;
    private readonly Wide strike;
    private readonly Wide deviation;
    private readonly Wide present;
    private readonly int scale;
    private readonly ScanParameters? scan;
    private readonly OptionTerms terms;
    private (decimal Down, decimal Up)[]? changes;
    private decimal[]? gainsOfLong;
    private decimal[]? gainsOfShort;

    private OptionValue(Wide forward, OptionTerms terms, Wide deviation, ScanParameters? scan)
    {
        (this.forward, this.terms, this.deviation, this.scan) = (forward, terms, deviation, scan);
        strike = Wide.Of(terms.Strike.Value);
        present = Black76.Of(forward, strike).TimeValue(deviation);
        scale = Quantum.ScaleOf(forward);
        (Down, Up) = (Quantum.Down(present, scale), Quantum.Up(present, scale));
    }

    private decimal Down { get; }

    private decimal Up { get; }

    /// <summary>The value at a market; null where a price or the volatility is missing.</summary>
    public static OptionValue? Of(InstrumentParameters instrument, MarketView market)
    {
        if (market.ImpliedVolatility(instrument) is not { } volatility
            || market.YearsToExpiry(instrument) is not { } years
            || market.IndexPrice(instrument.Base) is not { } @base
            || market.IndexPrice(instrument.Settle) is not { } settle)
            return null;
        return new OptionValue(
            Wide.Of(@base.Value) / Wide.Of(settle.Value),
            instrument.Terms,
            Wide.Of(volatility.Value) * Wide.Sqrt(Wide.Of(years)),
            market.Risk.Portfolio.Find(instrument.Base));
    }

    /// <summary>Price less intrinsic value.</summary>
    /// <param name="side">+1 for a long, −1 for a short.</param>
    public decimal TimeValue(int side) => side > 0 ? Down : Up;

    /// <summary>How much the time value changes in a cell; 0 to the last digit where nothing moves.</summary>
    /// <param name="priceMove">Number of the price move.</param>
    /// <param name="volatilityMove">Number of the volatility move.</param>
    /// <param name="side">+1 for a long, −1 for a short.</param>
    public decimal Change(int priceMove, int volatilityMove, int side)
    {
        changes ??= MakeChanges(scan!);
        var (down, up) = changes[(priceMove * scan!.VolatilityMoves.Count) + volatilityMove];
        return side > 0 ? down : up;
    }

    /// <summary>
    /// What the whole price gains in every cell, by price move and then by volatility move, in decimals.
    /// </summary>
    /// <param name="spot">P_base ÷ P_settle.</param>
    /// <param name="side">+1 for a long, −1 for a short.</param>
    public ReadOnlySpan<decimal> Gains(decimal spot, int side) =>
        side > 0 ? gainsOfLong ??= MakeGains(spot, side) : gainsOfShort ??= MakeGains(spot, side);

    private decimal[] MakeGains(decimal spot, int side)
    {
        var made = new decimal[scan!.Cells];
        for (var i = 0; i < made.Length; i++)
        {
            var (priceMove, volatilityMove) = Math.DivRem(i, scan.VolatilityMoves.Count);
            var moved = spot * (1m + scan.PriceMoves[priceMove].Value);
            made[i] = terms.Intrinsic(moved) - terms.Intrinsic(spot) + Change(priceMove, volatilityMove, side);
        }

        return made;
    }

    private (decimal Down, decimal Up)[] MakeChanges(ScanParameters parameters)
    {
        var made = new (decimal, decimal)[parameters.Cells];
        var next = 0;
        foreach (var priceMove in parameters.PriceMoves)
        {
            var option = Black76.Of(forward * (Wide.One + Wide.Of(priceMove.Value)), strike);
            foreach (var volatilityMove in parameters.VolatilityMoves)
            {
                var change = option.TimeValue(deviation * (Wide.One + Wide.Of(volatilityMove.Value))) - present;
                made[next++] = (Quantum.Down(change, scale), Quantum.Up(change, scale));
            }
        }

        return made;
    }
}
