using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What the fund of an asset pays at most; absent without limits.</summary>
internal sealed record FundRulesV1(
    [property: JsonName("perClaim")] decimal? PerClaim = null,
    [property: JsonName("perWindow")] decimal? PerWindow = null,
    [property: JsonName("windowMs")] long? WindowMs = null)
{
    public static FundRulesV1? Of(FundRules? rules) => rules is null ? null : new FundRulesV1(
        rules.PerClaim?.Value,
        rules.PerWindow?.Value,
        rules.Window == TimeSpan.Zero ? null : (long)rules.Window.TotalMilliseconds);

    public FundRules ToDomain() => new()
    {
        PerClaim = PerClaim is { } claim ? new Amount(claim) : null,
        PerWindow = PerWindow is { } window ? new Amount(window) : null,
        Window = TimeSpan.FromMilliseconds(WindowMs ?? 0),
    };
}
