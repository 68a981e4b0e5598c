using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What a trade did to position and balance.</summary>
internal sealed record TradePostingV1(
    [property: JsonName("settle")] string Settle,
    [property: JsonName("entryValueChange")] decimal EntryValueChange,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("realisedPnl")] decimal RealisedPnl,
    [property: JsonName("rounding")] decimal Rounding,
    [property: JsonName("fee")] decimal Fee,
    [property: JsonName("funding")] FundingPostingV1? Funding = null)
{
    public static TradePostingV1 Of(TradePosting p) => new(
        p.Settle.Value,
        p.EntryValueChange.Value,
        p.Given.Value,
        p.RealisedPnl.Value,
        p.Rounding.Value,
        p.Fee.Value,
        FundingPostingV1.Of(p.Funding));

    public TradePosting ToDomain() => new(
        new AssetId(Settle),
        new Amount(EntryValueChange),
        new Amount(Given),
        new Amount(RealisedPnl),
        new Amount(Rounding),
        new Amount(Fee))
    {
        Funding = Funding?.ToDomain() ?? default,
    };
}
