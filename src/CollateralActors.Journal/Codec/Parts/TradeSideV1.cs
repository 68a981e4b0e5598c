using CollateralActors.Margining.Accounts;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How one side of a trade came to trade.</summary>
internal sealed record TradeSideV1(
    [property: JsonName("taker")] bool Taker,
    [property: JsonName("order")] string Order)
{
    public static TradeSideV1 Of(TradeSide side) => new(side.Taker, side.Order);

    public TradeSide ToDomain() => new(Taker, Order);
}
