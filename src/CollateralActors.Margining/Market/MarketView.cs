using System.Collections.Immutable;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>The market as of one frame: the last accepted price of everything, and the rules in force.</summary>
/// <remarks>Immutable. The next frame's view shares what did not change.</remarks>
public sealed class MarketView
{
    /// <summary>Makes the view of one frame.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="time">When the frame was issued.</param>
    /// <param name="risk">The risk book in force at the frame.</param>
    /// <param name="indexPrices">Index price of each asset in the valuation currency; absent where none was accepted yet.</param>
    /// <param name="marks">Mark price of each instrument that has one of its own.</param>
    public MarketView(
        FrameNumber frame,
        Instant time,
        RiskBook risk,
        ImmutableSortedDictionary<AssetId, Price> indexPrices,
        ImmutableSortedDictionary<InstrumentId, Price> marks) =>
        (Frame, Time, Risk, IndexPrices, Marks) = (frame, time, risk, indexPrices, marks);

    /// <summary>The frame's number.</summary>
    public FrameNumber Frame { get; }

    /// <summary>When the frame was issued.</summary>
    public Instant Time { get; }

    /// <summary>The risk book in force at the frame.</summary>
    public RiskBook Risk { get; }

    /// <summary>Accepted index prices in the valuation currency.</summary>
    public ImmutableSortedDictionary<AssetId, Price> IndexPrices { get; }

    /// <summary>Accepted mark prices of instruments that have one of their own.</summary>
    public ImmutableSortedDictionary<InstrumentId, Price> Marks { get; }

    /// <summary>Index price of <paramref name="asset"/> in the valuation currency, or null where there is none yet.</summary>
    public Price? IndexPrice(AssetId asset) =>
        asset == Risk.Valuation ? Price.One : IndexPrices.TryGetValue(asset, out var price) ? price : null;

    /// <summary>
    /// Mark price of <paramref name="instrument"/>: its own, or else linear P_base ÷ P_settle, inverse P_base ÷ P_quote;
    /// null where a price that this needs is missing.
    /// </summary>
    public Price? Mark(InstrumentParameters instrument)
    {
        if (Marks.TryGetValue(instrument.Id, out var mark))
            return mark;
        var per = instrument.IsInverse ? instrument.Quote : instrument.Settle;
        return IndexPrice(instrument.Base) is { } @base && IndexPrice(per) is { } quote
            ? new Price(@base.Value / quote.Value)
            : null;
    }
}
