using System.Collections.Immutable;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Deleveraging;

/// <summary>The deleveraging of an instrument as snapshots and state hashes see it.</summary>
internal static class DeleveragingStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "deleveraging.state.v1",
            FlatJson.Default.DeleveragingStateV1,
            (DeleveragingState state) => new DeleveragingStateV1(
                state.Instrument.Value,
                [.. state.Positions.Select(each =>
                    new PositionReportedV1(each.Key.Value, PositionStandingV1.Of(each.Value)))],
                [.. state.Runs.Select(each => DeleveragingRunV1.Of(each.Key, each.Value))],
                [.. state.Spared.Select(each => new SparedAccountV1(each.Key.Value, each.Value.Value))],
                state.Trades,
                state.Sharings.IsEmpty
                    ? null
                    : [.. state.Sharings.Select(each => LossSharingV1.Of(each.Key, each.Value))]),
            s => new DeleveragingState(new InstrumentId(s.Instrument))
            {
                Positions = s.Positions.ToImmutableSortedDictionary(
                    each => new AccountId(each.Account), each => each.Standing.ToDomain()),
                Runs = s.Runs.ToImmutableSortedDictionary(
                    each => new LiquidationId(each.Liquidation), each => each.ToDomain()),
                Spared = s.Spared.ToImmutableSortedDictionary(
                    each => new AccountId(each.Account), each => new FrameNumber(each.Since)),
                Trades = s.Trades,
                Sharings = (s.Sharings ?? []).ToImmutableSortedDictionary(
                    each => new LiquidationId(each.Liquidation), each => each.ToDomain()),
            });
}

internal sealed record DeleveragingStateV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("positions")] PositionReportedV1[] Positions,
    [property: JsonName("runs")] DeleveragingRunV1[] Runs,
    [property: JsonName("spared")] SparedAccountV1[] Spared,
    [property: JsonName("trades")] long Trades,
    [property: JsonName("sharings")] LossSharingV1[]? Sharings = null);

internal sealed record LossSharingV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss,
    [property: JsonName("open")] LossShareV1[] Open,
    [property: JsonName("given")] decimal Given)
{
    public static LossSharingV1 Of(LiquidationId id, LossSharing sharing) => new(
        id.Value,
        sharing.Account.Value,
        sharing.Asset.Value,
        sharing.Loss.Value,
        LossShareV1.Of(sharing.Open),
        sharing.Given.Value);

    public LossSharing ToDomain() => new(
        new AccountId(Account), new AssetId(Asset), new Amount(Loss), LossShareV1.Read(Open), new Amount(Given));
}

internal sealed record SparedAccountV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("since")] long Since);

internal sealed record DeleveragingRunV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("open")] DeleveragingOfferV1[] Open,
    [property: JsonName("taken")] BookTradeV1[] Taken)
{
    public static DeleveragingRunV1 Of(LiquidationId id, DeleveragingRun run) => new(
        id.Value,
        run.Step,
        run.Account.Value,
        run.Quantity.Contracts,
        run.Price.Value,
        DeleveragingOfferV1.Of(run.Open),
        BookTradeV1.Of(run.Taken));

    public DeleveragingRun ToDomain() => new(
        Step,
        new AccountId(Account),
        new Quantity(Quantity),
        new Price(Price),
        DeleveragingOfferV1.Read(Open),
        BookTradeV1.Read(Taken));
}
