using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How others have to close against the bankrupt; absent where they never have to.</summary>
internal sealed record DeleveragingRulesV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("priceBound")] decimal PriceBound)
{
    public static DeleveragingRulesV1? Of(DeleveragingRules? rules) =>
        rules is null ? null : new(Names<DeleveragingOrder>.Of(rules.Order), rules.PriceBound.Value);

    public DeleveragingRules ToDomain() => new(Names<DeleveragingOrder>.Read(Order), new Rate(PriceBound));
}

/// <summary>How a position stands.</summary>
internal sealed record PositionStandingV1(
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("entryValue")] decimal EntryValue,
    [property: JsonName("leverage")] decimal Leverage,
    [property: JsonName("unhedged")] decimal Unhedged)
{
    public static PositionStandingV1 Of(PositionStanding standing) => new(
        standing.Quantity.Contracts, standing.EntryValue.Value, standing.Leverage.Value, standing.Unhedged.Contracts);

    public PositionStanding ToDomain() =>
        new(new Quantity(Quantity), new Amount(EntryValue), new Rate(Leverage), new Quantity(Unhedged));
}

/// <summary>What an account is asked to take of a step.</summary>
internal sealed record DeleveragingOfferV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("place")] int Place,
    [property: JsonName("score")] decimal Score,
    [property: JsonName("trade")] string Trade)
{
    public static DeleveragingOfferV1[] Of(IEnumerable<DeleveragingOffer> list) =>
    [
        .. list.Select(offer => new DeleveragingOfferV1(
            offer.Account.Value, offer.Quantity.Contracts, offer.Place, offer.Score.Value, offer.Trade.Value)),
    ];

    public static ValueList<DeleveragingOffer> Read(DeleveragingOfferV1[] list) =>
    [
        .. list.Select(s => new DeleveragingOffer(
            new AccountId(s.Account), new Quantity(s.Quantity), s.Place, new Rate(s.Score), new TradeId(s.Trade))),
    ];
}
