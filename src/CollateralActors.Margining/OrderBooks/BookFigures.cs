using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>What the market is told of a book that quotes: enough to know its middle in any later frame.</summary>
/// <param name="Instrument">What it trades.</param>
/// <param name="Source">The name that it quotes under.</param>
/// <param name="Base">
/// Symbol of the base's index price; null where the base is the valuation currency. The depth stands around the index.
/// </param>
/// <param name="Per">Symbol of the index price of what it is quoted in; null for the valuation currency.</param>
/// <param name="LevelStep">Distance of a level from the one before, as a share of the index.</param>
/// <param name="LevelQuantity">Contracts on a level; more than 0.</param>
/// <param name="Levels">Levels on a side.</param>
/// <param name="RecoveryPerFrame">Contracts that come back on each side with each frame.</param>
/// <param name="Bids">What sellers took.</param>
/// <param name="Asks">What buyers took.</param>
public sealed record BookFigures(
    InstrumentId Instrument,
    SourceId Source,
    Symbol? Base,
    Symbol? Per,
    Rate LevelStep,
    Quantity LevelQuantity,
    int Levels,
    Quantity RecoveryPerFrame,
    TakenDepth Bids,
    TakenDepth Asks)
{
    /// <summary>The figures of a book; null for one that does not quote.</summary>
    /// <param name="parameters">How it looks.</param>
    /// <param name="instrument">What it trades.</param>
    /// <param name="valuation">The valuation currency, which has no symbol.</param>
    /// <param name="bids">What sellers took.</param>
    /// <param name="asks">What buyers took.</param>
    public static BookFigures? Of(
        BookParameters parameters, InstrumentParameters instrument, AssetId valuation, TakenDepth bids, TakenDepth asks)
    {
        return parameters.QuotesAs is not { } source
            ? null
            : new BookFigures(
                instrument.Id,
                source,
                SymbolOf(instrument.Base),
                SymbolOf(instrument.IsInverse ? instrument.Quote : instrument.Settle),
                parameters.LevelStep,
                parameters.LevelQuantity,
                parameters.Levels,
                parameters.RecoveryPerFrame,
                bids,
                asks);

        Symbol? SymbolOf(AssetId asset) => asset == valuation ? null : Symbol.Of(asset);
    }

    /// <summary>The middle between the best bid and the best ask in a frame, as a share of the index.</summary>
    public Rate MiddleAt(FrameNumber frame)
    {
        var levels = LevelsGone(Asks, frame) - LevelsGone(Bids, frame);
        return new Rate(1m + (LevelStep.Value * levels / 2m));
    }

    // Where all levels are gone, the best would be the next one.
    private int LevelsGone(TakenDepth side, FrameNumber frame) =>
        (int)Math.Min(Levels, decimal.Floor(side.At(frame, RecoveryPerFrame) / LevelQuantity.Contracts));
}
