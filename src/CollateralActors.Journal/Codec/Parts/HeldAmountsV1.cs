using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Amounts of assets and long contracts; a list is absent where it names nothing.</summary>
internal sealed record HeldAmountsV1(
    [property: JsonName("assets")] MoneyV1[]? Assets = null,
    [property: JsonName("longs")] LongContractsV1[]? Longs = null)
{
    public static HeldAmountsV1 Of(HeldAmounts held) => new(
        held.Assets.Count == 0 ? null : MoneyV1.Of(held.Assets),
        held.Longs.Count == 0
            ? null
            : [.. held.Longs.Select(l => new LongContractsV1(l.Instrument.Value, l.Quantity.Contracts))]);

    /// <summary>Null where it names nothing, for members that are absent then.</summary>
    public static HeldAmountsV1? OfAny(HeldAmounts held) => held.IsNothing ? null : Of(held);

    public static HeldAmountsV1? OfAny(Tally tally) => OfAny(tally.Since(Tally.Empty));

    public HeldAmounts ToDomain() => new(
        MoneyV1.Read(Assets ?? []),
        [.. (Longs ?? []).Select(l => new LongContracts(new InstrumentId(l.Instrument), new Quantity(l.Quantity)))]);

    public static HeldAmounts Read(HeldAmountsV1? held) => held?.ToDomain() ?? HeldAmounts.None;

    public static Tally ReadTally(HeldAmountsV1? held) =>
        held is null ? Tally.Empty : Tally.Empty.With(held.ToDomain());
}

internal sealed record LongContractsV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity);
