using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How accounts are liquidated; absent in versions without such rules.</summary>
internal sealed record LiquidationRulesV1(
    [property: JsonName("sizing")] string Sizing,
    [property: JsonName("bounds")] PriceBoundsV1? Bounds = null,
    [property: JsonName("speedWaivedBelow")] decimal? SpeedWaivedBelow = null,
    [property: JsonName("convertsCollateral")] bool? ConvertsCollateral = null,
    [property: JsonName("deleveraging")] DeleveragingRulesV1? Deleveraging = null)
{
    public static LiquidationRulesV1? Of(LiquidationRules? rules) => rules is null ? null : new LiquidationRulesV1(
        Names<LiquidationSizing>.Of(rules.Sizing),
        rules.Bounds is { } b ? new PriceBoundsV1(b.Opening.Value, b.FullBelow.Value, b.Slippage.Value) : null,
        rules.SpeedWaivedBelow?.Value,
        FlagV1.Of(rules.ConvertsCollateral),
        DeleveragingRulesV1.Of(rules.Deleveraging));

    public LiquidationRules ToDomain() => new()
    {
        Sizing = Names<LiquidationSizing>.Read(Sizing),
        Bounds = Bounds?.ToDomain(),
        ConvertsCollateral = ConvertsCollateral ?? false,
        SpeedWaivedBelow = SpeedWaivedBelow is { } waived ? new Rate(waived) : null,
        Deleveraging = Deleveraging?.ToDomain(),
    };
}

/// <summary>How far from the mark a liquidation may trade; absent where that is any distance.</summary>
internal sealed record PriceBoundsV1(
    [property: JsonName("opening")] decimal Opening,
    [property: JsonName("fullBelow")] decimal FullBelow,
    [property: JsonName("slippage")] decimal Slippage)
{
    public PriceBounds ToDomain() => new(new Rate(Opening), new Rate(FullBelow), new Rate(Slippage));
}

/// <summary>How fast a position may be closed; absent where that is at once.</summary>
internal sealed record SpeedLimitV1(
    [property: JsonName("most")] decimal Most,
    [property: JsonName("windowMs")] long WindowMs)
{
    public static SpeedLimitV1? Of(SpeedLimit? speed) =>
        speed is { } limit ? new SpeedLimitV1(limit.Most.Contracts, (long)limit.Window.TotalMilliseconds) : null;

    public SpeedLimit ToDomain() => new(new Quantity(Most), TimeSpan.FromMilliseconds(WindowMs));
}
