using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How a simulated book looks.</summary>
internal sealed record BookParametersV1(
    [property: JsonName("halfSpread")] decimal HalfSpread,
    [property: JsonName("levelStep")] decimal LevelStep,
    [property: JsonName("levelQuantity")] decimal LevelQuantity,
    [property: JsonName("levels")] int Levels,
    [property: JsonName("recoveryPerFrame")] decimal RecoveryPerFrame,
    [property: JsonName("makers")] string[] Makers,
    [property: JsonName("quotesAs")] string? QuotesAs = null)
{
    public static BookParametersV1 Of(BookParameters p) => new(
        p.HalfSpread.Value,
        p.LevelStep.Value,
        p.LevelQuantity.Contracts,
        p.Levels,
        p.RecoveryPerFrame.Contracts,
        [.. p.Makers.Select(maker => maker.Value)],
        p.QuotesAs?.Value);

    public BookParameters ToDomain() => new(
        new Rate(HalfSpread),
        new Rate(LevelStep),
        new Quantity(LevelQuantity),
        Levels,
        new Quantity(RecoveryPerFrame),
        [.. Makers.Select(maker => new AccountId(maker))])
    {
        QuotesAs = QuotesAs is { } source ? new SourceId(source) : null,
    };
}
