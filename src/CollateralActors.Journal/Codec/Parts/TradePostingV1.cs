using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What a trade did to position and balance; what was exchanged is absent but in spot.</summary>
internal sealed record TradePostingV1(
    [property: JsonName("settle")] string Settle,
    [property: JsonName("entryValueChange")] decimal EntryValueChange,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("realisedPnl")] decimal RealisedPnl,
    [property: JsonName("rounding")] decimal Rounding,
    [property: JsonName("fee")] decimal Fee,
    [property: JsonName("funding")] FundingPostingV1? Funding = null,
    [property: JsonName("isolated")] IsolatedPostingV1? Isolated = null,
    [property: JsonName("exchanged")] MoneyV1? Exchanged = null)
{
    public static TradePostingV1 Of(TradePosting p) => new(
        p.Settle.Value,
        p.EntryValueChange.Value,
        p.Given.Value,
        p.RealisedPnl.Value,
        p.Rounding.Value,
        p.Fee.Value,
        FundingPostingV1.Of(p.Funding),
        IsolatedPostingV1.Of(p.Isolated),
        p.Exchanged is { } exchanged ? MoneyV1.Of(exchanged) : null);

    public TradePosting ToDomain() => new(
        new AssetId(Settle),
        new Amount(EntryValueChange),
        new Amount(Given),
        new Amount(RealisedPnl),
        new Amount(Rounding),
        new Amount(Fee))
    {
        Funding = Funding?.ToDomain() ?? default,
        Isolated = Isolated?.ToDomain(),
        Exchanged = Exchanged?.ToDomain(),
    };
}

/// <summary>What went between balance and isolated margin; absent where the position is a cross one.</summary>
internal sealed record IsolatedPostingV1(
    [property: JsonName("moved")] decimal Moved,
    [property: JsonName("mark")] decimal Mark,
    [property: JsonName("missing")] decimal? Missing = null)
{
    public static IsolatedPostingV1? Of(IsolatedPosting? posting) => posting is not { } p
        ? null
        : new IsolatedPostingV1(p.Moved.Value, p.Mark.Value, p.Missing == Amount.Zero ? null : p.Missing.Value);

    public IsolatedPosting ToDomain() => new(new Amount(Moved), new Amount(Missing ?? 0m), new Price(Mark));
}
