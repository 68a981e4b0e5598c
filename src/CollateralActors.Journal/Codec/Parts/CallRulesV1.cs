using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Warnings before margin calls, and their deadlines; absent where there are none.</summary>
internal sealed record CallRulesV1(
    [property: JsonName("warningRatio")] decimal? WarningRatio = null,
    [property: JsonName("periodMs")] long? PeriodMs = null,
    [property: JsonName("onExpiry")] string? OnExpiry = null)
{
    public static CallRulesV1? Of(CallRules rules) => rules == CallRules.None ? null : new CallRulesV1(
        rules.WarningRatio?.Value,
        (long?)rules.Period?.TotalMilliseconds,
        rules.OnExpiry == CallExpiry.Liquidate ? null : Names<CallExpiry>.Of(rules.OnExpiry));

    public CallRules ToDomain() => new()
    {
        WarningRatio = WarningRatio is { } warning ? new Rate(warning) : null,
        Period = PeriodMs is { } period ? TimeSpan.FromMilliseconds(period) : null,
        OnExpiry = OnExpiry is { } expiry ? Names<CallExpiry>.Read(expiry) : CallExpiry.Liquidate,
    };
}
