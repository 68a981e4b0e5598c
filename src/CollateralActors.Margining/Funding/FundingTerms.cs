using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funding;

/// <summary>All that the market has to know of an instrument to measure its funding.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="IsInverse">Whether it is paid in coins by quote unit rather than in settle units by base unit.</param>
/// <param name="Base">Symbol of the base's index price; null where that is the valuation currency, whose price is
/// 1.</param>
/// <param name="Per">Symbol of what the base's price is divided by: settle asset, of an inverse contract its quote;
/// null likewise.</param>
/// <param name="IndexScale">Decimals that the cumulative index is kept in.</param>
/// <param name="Rules">The rules in force.</param>
/// <remarks>
/// The risk book tells the market with each version: a frame is decided from the market's own state, and by the rules
/// of the very version that the frame names.
/// </remarks>
public sealed record FundingTerms(
    InstrumentId Instrument, bool IsInverse, Symbol? Base, Symbol? Per, int IndexScale, FundingParameters Rules)
{
    private const int LargestIndexScale = 24;

    /// <summary>The terms of every instrument of a book that has funding, in order.</summary>
    public static ValueList<FundingTerms> Of(RiskBook book) =>
    [
        .. from instrument in book.Instruments
        where instrument.Funding is not null
        select new FundingTerms(
            instrument.Id,
            instrument.IsInverse,
            SymbolOf(instrument.Base, book),
            SymbolOf(instrument.IsInverse ? instrument.Quote : instrument.Settle, book),
            IndexScaleOf(instrument, book),
            instrument.Funding!),
    ];

    private static Symbol? SymbolOf(AssetId asset, RiskBook book) => asset == book.Valuation ? null : Symbol.Of(asset);

    /// <summary>
    /// As many decimals as leave index × size exact in those of a funding value, whatever number of lots is held.
    /// </summary>
    private static int IndexScaleOf(InstrumentParameters instrument, RiskBook book)
    {
        var scale = TradeBooking.ValueScale(book[instrument.Settle].Scale);
        var step = instrument.Lot.Contracts * instrument.ContractSize;
        while (scale > 0 && step != decimal.Truncate(step))
            (scale, step) = (scale - 1, step * 10m);
        while (scale < LargestIndexScale && step != 0m && step % 10m == 0m)
            (scale, step) = (scale + 1, step / 10m);
        return Math.Min(scale, LargestIndexScale);
    }
}
