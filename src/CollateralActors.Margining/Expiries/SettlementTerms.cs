using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Expiries;

/// <summary>All that the market has to know of a contract to settle it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="IsInverse">Whether its value is in coins by quote unit.</param>
/// <param name="Base">Symbol of the base's index price; null where that is the valuation currency, whose price is
/// 1.</param>
/// <param name="Per">Symbol of what the base's price is divided by: settle asset, of an inverse contract its quote;
/// null likewise.</param>
/// <param name="Scale">Decimals of a unit's value.</param>
/// <param name="Rules">When it expires, and how it is settled.</param>
/// <param name="Strike">What makes it an option; null where it is none.</param>
/// <remarks>As with funding, the risk book tells the market with each version.</remarks>
public sealed record SettlementTerms(
    InstrumentId Instrument,
    bool IsInverse,
    Symbol? Base,
    Symbol? Per,
    int Scale,
    ExpiryTerms Rules,
    StrikeTerms? Strike)
{
    /// <summary>Most decimals of a settlement price, and of a linear contract's value of a unit.</summary>
    public const int PriceScale = 12;

    private const int LargestScale = 24;

    /// <summary>The terms of every instrument of a book that expires, in order.</summary>
    public static ValueList<SettlementTerms> Of(RiskBook book) =>
    [
        .. from instrument in book.Instruments
        where instrument.Expiry is not null
        select new SettlementTerms(
            instrument.Id,
            instrument.IsInverse,
            SymbolOf(instrument.Base, book),
            SymbolOf(instrument.IsInverse ? instrument.Quote : instrument.Settle, book),
            ScaleOf(instrument, book[instrument.Settle].Scale),
            instrument.Expiry!,
            instrument.Option is { } option ? new StrikeTerms(option.Right, option.Strike) : null),
    ];

    /// <summary>
    /// As many decimals as leave the value of any number of lots exact in those of an entry value: long and short sum
    /// to 0 to the last digit, however they are divided among accounts. Below 0 where not even whole numbers do.
    /// </summary>
    public static int ScaleOf(InstrumentParameters instrument, int settleScale)
    {
        var scale = TradeBooking.ValueScale(settleScale);
        var step = instrument.Lot.Contracts * instrument.ContractSize;
        while (step != decimal.Truncate(step))
            (scale, step) = (scale - 1, step * 10m);
        while (scale < LargestScale && step != 0m && step % 10m == 0m)
            (scale, step) = (scale + 1, step / 10m);
        return Math.Min(scale, instrument.IsInverse ? LargestScale : PriceScale);
    }

    /// <summary>
    /// What one unit of size is worth at a mean of the index: of a pair that nobody lists, at most what a price may be.
    /// </summary>
    public SettlementPrice PriceAt(decimal mean)
    {
        var scale = Math.Clamp(Scale, 0, PriceScale);
        var smallest = Decimals.Unit(scale);
        var rounded = Math.Round(mean, scale, MidpointRounding.ToEven);
        var index = Decimals.Normal(Math.Clamp(rounded, smallest, Limits.Largest));
        var unit = IsInverse ? Math.Round(1m / index, Math.Max(0, Scale), MidpointRounding.ToEven)
            : Strike is { } strike ? Payoff(strike, index)
            : index;
        return new SettlementPrice(new Price(index), new Amount(Decimals.Normal(unit)));
    }

    // Exercise by exception: whoever says nothing is taken to want what it is worth, if that is worth the trouble.
    private decimal Payoff(StrikeTerms strike, decimal index)
    {
        var payoff = new OptionTerms(strike.Right, strike.Strike, null).Intrinsic(index);
        return payoff >= Rules.ExerciseThreshold.Value ? payoff : 0m;
    }

    private static Symbol? SymbolOf(AssetId asset, RiskBook book) => asset == book.Valuation ? null : Symbol.Of(asset);
}

/// <summary>What an option pays by.</summary>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">Settle units a base unit.</param>
public sealed record StrikeTerms(OptionRight Right, Price Strike);
