using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Populations;

/// <summary>How much a trader can trade, and at which legal prices and amounts.</summary>
internal static class Sizing
{
    private const decimal Shrinking = 0.9m;

    /// <summary>The share of what it could give that a trader gives in one exchange.</summary>
    private const decimal SpotShare = 0.3m;

    /// <summary>
    /// Signed contracts of a new trade at a leverage, whole lots; 0 where the trader has too little for one.
    /// </summary>
    /// <remarks>
    /// Notional is leverage × equity after the fee, less where the tiers ask for more margin than there is: traders
    /// open at their limit and not beyond it, although a fill would not be refused.
    /// </remarks>
    public static Quantity At(
        decimal leverage, int side, Trader trader, InstrumentParameters instrument, MarketView market)
    {
        if (instrument.IsSpot)
            return InSpot(side, trader, instrument, market);
        var book = trader.ToMarginBook(market.Risk);
        var figures = MarginCalculator.Evaluate(book, market);
        if (figures.Equity <= Amount.Zero)
            return Quantity.Zero;
        var mark = market.Mark(instrument)!.Value;
        var settle = market.IndexPrice(instrument.Settle)!.Value;
        // An option is sized by what it is on: its premium says little of what can be won and lost.
        var exposed = instrument.IsOption
            ? new Price(market.IndexPrice(instrument.Base)!.Value.Value / settle.Value)
            : mark;
        var perContract = instrument.SignedValue(new Quantity(1m), exposed) * settle;
        var notional = leverage * figures.Equity.Value / (1m + (leverage * instrument.TakerFee.Value));
        var fee = instrument.TakerFee.Value;
        // An isolated position's margin is of the settle asset, whatever else the trader has.
        var purse = trader.Margins.ContainsKey(instrument.Id)
            ? trader.Balances.GetValueOrDefault(instrument.Settle) * settle
            : figures.Equity;
        var isScanned = book.Mode == MarginMode.Portfolio && !trader.Margins.ContainsKey(instrument.Id);
        for (var contracts = Lots(notional / perContract.Value);
            contracts > 0m;
            contracts = Lots(contracts * Shrinking))
        {
            var value = instrument.SignedValue(new Quantity(contracts), mark);
            var needed = isScanned ? InitialWith(new Quantity(side * contracts)) - figures.Initial
                : instrument.IsOption ? NeededFor(new BookPosition(
                    instrument, new Quantity(side * contracts), new Amount(value.Value * side), 0m, null))
                : instrument.Margin.Initial(value, instrument.SizeOf(new Quantity(contracts)), 0m) * settle;
            var fees = new Amount(value.Value * fee * settle.Value);
            if (needed + fees <= purse && figures.Initial + needed + fees <= figures.Equity)
                return new Quantity(side * contracts);
        }

        return Quantity.Zero;

        Amount NeededFor(BookPosition option) => MarginCalculator.Evaluate(
            new MarginBook([], [option], []), market).Initial;

        decimal Lots(decimal contracts) => Down(contracts, instrument.Lot);

        // What it requires depends on what it hedges.
        Amount InitialWith(Quantity quantity)
        {
            var held = book.Positions.FirstOrDefault(each => each.Instrument.Id == instrument.Id);
            var entry = instrument.SignedValue(quantity, mark) + (held?.EntryValue ?? Amount.Zero);
            var position = new BookPosition(instrument, quantity + (held?.Quantity ?? Quantity.Zero), entry, 0m, null);
            var positions = book.Positions.Where(other => other != held).Append(position);
            var after = book with { Positions = [.. positions.Where(p => p.Quantity != Quantity.Zero)] };
            return MarginCalculator.Evaluate(after, market).Initial;
        }
    }

    // Nothing is borrowed, whatever the leverage is in contracts.
    private static Quantity InSpot(int side, Trader trader, InstrumentParameters spot, MarketView market)
    {
        var spare = trader.SpareOf(side > 0 ? spot.Quote : spot.Base, market.Risk).Value * SpotShare;
        var contracts = side > 0 ? spare / spot.SignedValue(new Quantity(1m), market.Mark(spot)!.Value).Value
            : spare / spot.ContractSize;
        return new Quantity(side * Down(contracts, spot.Lot));
    }

    /// <summary>A share of some contracts in whole lots, towards 0.</summary>
    public static Quantity ShareOf(Quantity quantity, decimal share, InstrumentParameters instrument) =>
        new(quantity.Sign * Down(Math.Abs(quantity.Contracts) * share, instrument.Lot));

    /// <summary>The legal price nearest below a multiple of <paramref name="price"/>, at least one tick.</summary>
    public static Price PriceAt(Price price, decimal factor, InstrumentParameters instrument)
    {
        var tick = instrument.Tick.Value == 0m ? 0.01m : instrument.Tick.Value;
        return new Price(Decimals.Normal(Math.Max(tick, Math.Floor(price.Value * factor / tick) * tick)));
    }

    /// <summary>An amount between two, each doubling within as likely as the next, at the asset's scale.</summary>
    public static Amount Between(Amount lowest, Amount highest, int scale, SeededRandom random)
    {
        var doublings = 0;
        for (var end = lowest.Value * 2m; end < highest.Value; end *= 2m)
            doublings++;
        var from = lowest.Value * (1L << random.NextInt(0, doublings));
        var to = Math.Min(highest.Value, from * 2m);
        return new Amount(
            Decimals.Normal(random.NextDecimal(Decimals.Up(from, scale), Decimals.Down(to, scale), scale)));
    }

    private static decimal Down(decimal contracts, Quantity lot)
    {
        var step = lot.Contracts == 0m ? 0.00000001m : lot.Contracts;
        return Decimals.Normal(Math.Floor(contracts / step) * step);
    }
}
