using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What the rules of liquidation must hold.</summary>
internal static class LiquidationProblems
{
    // Versions that were adopted before there were such rules have none, and may have any target.
    public static IEnumerable<string> Of(RiskBook book)
    {
        if (book.Liquidation is not { } rules)
            yield break;
        if (book.LiquidationTarget < book.MarginCallRatio)
            yield return $"liquidation target {book.LiquidationTarget} is below the margin-call ratio "
                + $"{book.MarginCallRatio}; who was liquidated would be called at once";
        if (rules.SpeedWaivedBelow is { Value: < 0m or > 1m } waived)
            yield return $"limits of speed that are waived below {waived} × maintenance: that is not 0 to 1";
        if (rules.Deleveraging is { } deleveraging)
        {
            if (deleveraging.PriceBound.Value is < 0m or >= 1m)
                yield return $"price bound {deleveraging.PriceBound} of deleveraging is not 0 to below 1";
            if (deleveraging.SocialisedLoss is { Value: <= 0m or > 1m } part)
                yield return $"socialised loss {part} is not above 0 to 1";
            if (rules.Bounds is null)
                yield return "deleveraging without price bounds: it begins where the book has nothing within them";
        }

        if (rules.Bounds is not { } bounds)
            yield break;
        if (bounds.Opening.Value is <= 0m or > 1m || bounds.FullBelow.Value is < 0m or >= 1m)
            yield return $"price bounds open {bounds.Opening} and full below {bounds.FullBelow} are not above 0 to "
                + "1 and 0 to below 1";
        if (bounds.Slippage.Value is <= 0m or >= 1m)
            yield return $"slippage {bounds.Slippage} of liquidations is not above 0 and below 1";
    }

    /// <summary>What a rest of a position may be, and how fast it may be closed.</summary>
    public static IEnumerable<string> Of(InstrumentParameters instrument)
    {
        if (instrument.MinimumPosition is { } minimum && !IsLots(minimum, instrument))
            yield return $"minimum position {minimum} of {instrument.Id} is not a multiple above 0 of its lot "
                + $"{instrument.Lot}";
        if (instrument.LiquidationSpeed is not { } speed)
            yield break;
        if (!IsLots(speed.Most, instrument))
            yield return $"liquidation speed {speed.Most} of {instrument.Id} is not a multiple above 0 of its lot "
                + $"{instrument.Lot}";
        if (speed.Window < TimeSpan.FromMilliseconds(1) || speed.Window > SpeedLimit.LongestWindow)
            yield return FormattableString.Invariant(
                $"window {speed.Window.TotalMilliseconds} ms of the liquidation speed of {instrument.Id} is not 1 to ")
                + $"{SpeedLimit.LongestWindow.TotalMilliseconds}, a day";
    }

    private static bool IsLots(Quantity quantity, InstrumentParameters instrument) =>
        quantity.Contracts > 0m && quantity.Contracts <= Limits.Largest
        && Decimals.IsMultipleOf(quantity.Contracts, instrument.Lot.Contracts);
}
