using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What the market is told of a book that quotes.</summary>
internal sealed record BookFiguresV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("source")] string Source,
    [property: JsonName("levelStep")] decimal LevelStep,
    [property: JsonName("levelQuantity")] decimal LevelQuantity,
    [property: JsonName("levels")] int Levels,
    [property: JsonName("recoveryPerFrame")] decimal RecoveryPerFrame,
    [property: JsonName("bids")] TakenDepthV1 Bids,
    [property: JsonName("asks")] TakenDepthV1 Asks,
    [property: JsonName("base")] string? Base = null,
    [property: JsonName("per")] string? Per = null)
{
    public static BookFiguresV1 Of(BookFigures f) => new(
        f.Instrument.Value,
        f.Source.Value,
        f.LevelStep.Value,
        f.LevelQuantity.Contracts,
        f.Levels,
        f.RecoveryPerFrame.Contracts,
        TakenDepthV1.Of(f.Bids),
        TakenDepthV1.Of(f.Asks),
        f.Base?.Value,
        f.Per?.Value);

    public static BookFiguresV1? OfAny(BookFigures? f) => f is null ? null : Of(f);

    public BookFigures ToDomain() => new(
        new InstrumentId(Instrument),
        new SourceId(Source),
        Base is { } @base ? new Symbol(@base) : null,
        Per is { } per ? new Symbol(per) : null,
        new Rate(LevelStep),
        new Quantity(LevelQuantity),
        Levels,
        new Quantity(RecoveryPerFrame),
        Bids.ToDomain(),
        Asks.ToDomain());
}

/// <summary>Depth that was taken from one side of a book.</summary>
internal sealed record TakenDepthV1(
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("frame")] long Frame)
{
    public static TakenDepthV1 Of(TakenDepth depth) => new(depth.Quantity.Contracts, depth.Frame.Value);

    public TakenDepth ToDomain() => new(new Quantity(Quantity), new FrameNumber(Frame));
}
