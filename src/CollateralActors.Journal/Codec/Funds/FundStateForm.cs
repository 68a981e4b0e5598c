using System.Collections.Immutable;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Funds;

/// <summary>An insurance fund as snapshots and state hashes see it.</summary>
internal static class FundStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "fund.state.v1",
            FlatJson.Default.FundStateV1,
            (FundState state) => new FundStateV1(
                state.Asset.Value, state.Balance.Value, state.Paid.Value, PaymentWindowV1.Of(state.Window),
                state.Covers.IsEmpty
                    ? null
                    : [.. state.Covers.Select(cover => LiquidationAmountV1.Of(cover.Key, cover.Value))]),
            s => new FundState(new AssetId(s.Asset), new Amount(s.Balance), new Amount(s.Paid))
            {
                Window = s.Window?.ToDomain() ?? default,
                Covers = (s.Covers ?? []).ToImmutableSortedDictionary(
                    cover => new LiquidationId(cover.Liquidation), cover => new Amount(cover.Amount)),
            });
}

internal sealed record FundStateV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("balance")] decimal Balance,
    [property: JsonName("paid")] decimal Paid,
    [property: JsonName("window")] PaymentWindowV1? Window = null,
    [property: JsonName("covers")] LiquidationAmountV1[]? Covers = null);

internal sealed record PaymentWindowV1(
    [property: JsonName("since")] long Since,
    [property: JsonName("paid")] decimal Paid)
{
    public static PaymentWindowV1? Of(UsageWindow window) =>
        window == default ? null : new PaymentWindowV1(window.Since.UnixMilliseconds, window.Used);

    public UsageWindow ToDomain() => new(new Instant(Since), Paid);
}
