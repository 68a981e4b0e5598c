using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How others have to close against the bankrupt; absent where they never have to.</summary>
internal sealed record DeleveragingRulesV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("priceBound")] decimal PriceBound,
    [property: JsonName("socialisedLoss")] decimal? SocialisedLoss = null)
{
    public static DeleveragingRulesV1? Of(DeleveragingRules? rules) => rules is null ? null : new(
        Names<DeleveragingOrder>.Of(rules.Order), rules.PriceBound.Value, rules.SocialisedLoss?.Value);

    public DeleveragingRules ToDomain() => new(Names<DeleveragingOrder>.Read(Order), new Rate(PriceBound))
    {
        SocialisedLoss = SocialisedLoss is { } part ? new Rate(part) : null,
    };
}

/// <summary>What an account is asked for of a loss.</summary>
internal sealed record LossShareV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("profit")] decimal Profit,
    [property: JsonName("amount")] decimal Amount)
{
    public static LossShareV1[] Of(IEnumerable<LossShare> list) =>
        [.. list.Select(share => new LossShareV1(share.Account.Value, share.Profit.Value, share.Amount.Value))];

    public static ValueList<LossShare> Read(LossShareV1[] list) =>
        [.. list.Select(s => new LossShare(new AccountId(s.Account), new Amount(s.Profit), new Amount(s.Amount)))];
}

/// <summary>A loss that those in profit in a contract are asked to share.</summary>
internal sealed record PassedLossV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount)
{
    public static PassedLossV1[] Of(IEnumerable<PassedLoss> list) =>
        [.. list.Select(loss => new PassedLossV1(loss.Instrument.Value, loss.Asset.Value, loss.Amount.Value))];

    public static ValueList<PassedLoss> Read(PassedLossV1[] list) =>
    [
        .. list.Select(s => new PassedLoss(
            new InstrumentId(s.Instrument), new AssetId(s.Asset), new Amount(s.Amount))),
    ];
}

/// <summary>What an episode's steps have realised in a contract.</summary>
internal sealed record ClosedResultV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("pnl")] decimal Pnl)
{
    public static ClosedResultV1[]? Of(ValueList<ClosedResult> list) => list.Count == 0 ? null
        : [.. list.Select(result => new ClosedResultV1(result.Instrument.Value, result.Pnl.Value))];

    public static ValueList<ClosedResult> Read(ClosedResultV1[]? list) =>
        [.. (list ?? []).Select(s => new ClosedResult(new InstrumentId(s.Instrument), new Amount(s.Pnl)))];
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
