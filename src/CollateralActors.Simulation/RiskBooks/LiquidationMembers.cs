using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>liquidation</c> of a risk book: how much a step closes, and at which prices.</summary>
internal static class LiquidationMembers
{
    private static readonly NumberRange BelowOne = new(0m, value =>
        value is >= 0m and < 1m ? null : "is not within 0 … 1, 1 itself left out");

    private static readonly NumberRange Openings = new(1m, value =>
        value is > 0m and <= 1m ? null : "is not above 0 and at most 1; each step that trades nothing opens as much");

    private static readonly NumberRange Windows = VenueNumbers.Period(SpeedLimit.LongestWindow, "a day");

    private static readonly NumberRange Slippages = new(0.5m, value =>
        value is > 0m and < 1m ? null : "is not between 0 and 1; it is a share of the mark price");

    private static readonly NumberRange Bounds = new(0.1m, value =>
        value is >= 0m and < 1m ? null : "is not within 0 … 1, 1 itself left out; it is a share of the mark price");

    private static readonly NumberRange Parts = new(1m, value =>
        value is > 0m and <= 1m ? null : "is not within 0 … 1, 0 itself left out; it is a part of a profit");

    public static LiquidationRules Read(JsonObjectReader file)
    {
        if (!file.Has("liquidation") || file.Object("liquidation") is not { } members)
            return LiquidationRules.Plain;
        var rules = new LiquidationRules
        {
            Sizing = (LiquidationSizing)members.OneOf("sizing", "exact", "step-down"),
            ConvertsCollateral = members.OneOf("spareCollateral", "keep", "convert") == 1,
            SpeedWaivedBelow = members.Has("speedWaivedBelow")
                ? new Rate(members.Number("speedWaivedBelow", NumberRange.Share))
                : null,
            Bounds = members.Has("priceBounds") && members.Object("priceBounds") is { } bounds
                ? BoundsOf(bounds)
                : null,
            Deleveraging = members.Has("deleveraging") && members.Object("deleveraging") is { } deleveraging
                ? DeleveragingOf(deleveraging)
                : null,
        };
        if (members.Has("deleveraging") && !members.Has("priceBounds"))
        {
            members.Wrong(
                "deleveraging",
                "needs priceBounds beside it: others are asked where the book has nothing within them");
        }

        members.Done();
        return rules;
    }

    /// <summary>Reads <c>liquidationSpeed</c> of an instrument; null where there is none.</summary>
    public static SpeedLimit? ReadSpeed(JsonObjectReader instrument)
    {
        if (!instrument.Has("liquidationSpeed") || instrument.Object("liquidationSpeed") is not { } members)
            return null;
        var speed = new SpeedLimit(
            new Quantity(members.Number("quantity", VenueNumbers.Size)),
            TimeSpan.FromMilliseconds((long)members.Number("windowMs", Windows)));
        members.Done();
        return speed;
    }

    private static DeleveragingRules DeleveragingOf(JsonObjectReader members)
    {
        var rules = new DeleveragingRules(
            (DeleveragingOrder)members.OneOf("order", "ranked", "pro-rata", "risk-aware"),
            new Rate(members.Number("priceBound", Bounds)))
        {
            SocialisedLoss = members.Has("socialisedLoss")
                ? new Rate(members.Number("socialisedLoss", Parts))
                : null,
        };
        members.Done();
        return rules;
    }

    private static PriceBounds BoundsOf(JsonObjectReader members)
    {
        var bounds = new PriceBounds(
            new Rate(members.Number("opening", Openings)),
            new Rate(members.Number("fullBelow", BelowOne, 0m)),
            new Rate(members.Number("slippage", Slippages)));
        members.Done();
        return bounds;
    }
}
