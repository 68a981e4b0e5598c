using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Makes each frame's view of the market from the one before.</summary>
public static class MarketFold
{
    /// <summary>The view of a frame.</summary>
    /// <param name="before">The view of the frame before; null for the first.</param>
    /// <param name="frame">What changed.</param>
    /// <param name="time">When the frame was issued.</param>
    /// <param name="books">The versions of the risk book.</param>
    public static MarketView Next(
        MarketView? before,
        MarketEvent.FrameIssued frame,
        Instant time,
        IReadOnlyDictionary<RiskBookVersion, RiskBook> books) =>
        Next(
            before,
            frame,
            time,
            books[frame.Risk],
            frame.Path is { } path ? new GracePath(books[path.From], path.Since, path.Until) : null);

    /// <summary>Whether every version that a frame names is there.</summary>
    public static bool Knows(IReadOnlyDictionary<RiskBookVersion, RiskBook> books, MarketEvent.FrameIssued frame) =>
        books.ContainsKey(frame.Risk) && (frame.Path is not { } path || books.ContainsKey(path.From));

    /// <summary>The view of a frame.</summary>
    /// <param name="before">The view of the frame before; null for the first.</param>
    /// <param name="frame">What changed.</param>
    /// <param name="time">When the frame was issued.</param>
    /// <param name="risk">The risk book that the frame names.</param>
    /// <param name="path">The grace path that the frame names; null where it names none.</param>
    public static MarketView Next(
        MarketView? before, MarketEvent.FrameIssued frame, Instant time, RiskBook risk, GracePath? path = null)
    {
        var indexPrices = before?.IndexPrices ?? ImmutableSortedDictionary<AssetId, Price>.Empty;
        var marks = before?.Marks ?? ImmutableSortedDictionary<InstrumentId, Price>.Empty;
        var volatilities = before?.OptionQuotes ?? ImmutableSortedDictionary<InstrumentId, OptionQuote>.Empty;
        foreach (var (symbol, oracle) in frame.Symbols)
        {
            if (oracle.Price is not { } price)
                continue;
            if (symbol.VolatilityOf is { } option)
                volatilities = volatilities.SetItem(option, new OptionQuote(new Rate(price.Value)));
            else if (risk.Find(new InstrumentId(symbol.Value)) is { } instrument)
                marks = marks.SetItem(instrument.Id, price);
            else
                indexPrices = indexPrices.SetItem(new AssetId(symbol.Value), price);
        }

        var funding = before?.FundingIndices ?? ImmutableSortedDictionary<InstrumentId, Amount>.Empty;
        foreach (var update in frame.Funding.Where(update => update.Payments.Count > 0))
            funding = funding.SetItem(update.Instrument, update.State.Index);
        var interest = before?.InterestIndices ?? ImmutableSortedDictionary<AssetId, Rate>.Empty;
        foreach (var update in frame.Interest.Where(update => update.State.Index != Rate.One))
            interest = interest.SetItem(update.Asset, update.State.Index);
        var lending = before?.LendingIndices ?? ImmutableSortedDictionary<AssetId, Rate>.Empty;
        foreach (var (asset, state) in frame.Interest)
            lending = state.Before is { } index ? lending.SetItem(asset, index) : lending.Remove(asset);
        var settlements = before?.Settlements ?? ImmutableSortedDictionary<InstrumentId, SettlementPrice>.Empty;
        foreach (var update in frame.Settlements)
        {
            if (update.State.Price is { } settled)
                settlements = settlements.SetItem(update.Instrument, settled);
        }

        var quality = (before?.Quality ?? PriceQuality.Good).Next(frame);
        return new MarketView(frame.Frame, time, risk, indexPrices, marks, volatilities, quality, path)
        {
            FundingIndices = funding,
            InterestIndices = interest,
            LendingIndices = lending,
            Pools = PoolWatch.With(
                before?.Pools ?? ImmutableSortedDictionary<AssetId, PoolFigures>.Empty, frame.Pools),
            Totals = (before?.Totals ?? Tally.Empty).With(frame.Totals),
            Settlements = settlements,
        };
    }
}
