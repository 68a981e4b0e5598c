using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Options;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Scanning;

/// <summary>
/// A position or an order as a scan sees it, exactly: what it gains in each cell, valuation currency.
/// </summary>
internal sealed class ScanLeg
{
    private readonly OptionValue? option;
    private readonly Fraction spot;
    private readonly Fraction settlePrice;
    private readonly int side;
    private readonly bool settlesInBase;

    public ScanLeg(InstrumentParameters instrument, Quantity quantity, MarketView market)
    {
        Instrument = instrument;
        side = quantity.Sign;
        Size = (Fraction)quantity.Contracts * instrument.ContractSize;
        settlePrice = ExactMarket.IndexPrice(instrument.Settle, market);
        settlesInBase = instrument.Settle == instrument.Base;
        if (instrument.IsOption)
        {
            option = ExactMarket.ValueOf(instrument, market);
            spot = ExactMarket.Spot(instrument, market);
            BasePrice = ExactMarket.IndexPrice(instrument.Base, market);
            return;
        }

        var mark = ExactMarket.Mark(instrument, side, market);
        Exposure = (instrument.IsInverse ? Size / mark : Size * mark) * settlePrice;
    }

    public InstrumentParameters Instrument { get; }

    /// <summary>Contracts × contract size, with the side's sign.</summary>
    public Fraction Size { get; }

    /// <summary>Value at the mark in the valuation currency, with the side's sign; 0 for an option.</summary>
    public Fraction Exposure { get; }

    /// <summary>Index price of an option's base.</summary>
    public Fraction BasePrice { get; }

    /// <summary>
    /// Gain when prices move by a share, of an option at its intrinsic value. A coin that an inverse contract settles
    /// in moves as well, if it is the base: (1 ÷ m − 1 ÷ (m (1 + a))) (1 + a) = a ÷ m.
    /// </summary>
    public Fraction GainOfPrice(decimal move)
    {
        var factor = Fraction.One + move;
        if (!Instrument.IsOption)
            return Instrument.IsInverse && !settlesInBase ? Exposure * move / factor : Exposure * move;
        var change = Instrument.Terms.Intrinsic(spot * factor) - Instrument.Terms.Intrinsic(spot);
        return Size * change * settlePrice;
    }

    /// <summary>Gain of an option by its time value in a cell.</summary>
    public Fraction GainOfTimeValue(int priceMove, int volatilityMove) => option is null
        ? Fraction.Zero
        : Size * option.Change(priceMove, volatilityMove, side) * settlePrice;
}
