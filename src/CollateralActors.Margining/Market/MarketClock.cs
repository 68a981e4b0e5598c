using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// When the market must make a pass though nobody quotes: what lost prices count falls with time alone, a version of
/// the risk book comes into force at its time, and escrows have deadlines.
/// </summary>
internal static class MarketClock
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// The time of the next pass that has something to tell; null if none has, until somebody quotes.
    /// </summary>
    public static Instant? NextDue(MarketState state)
    {
        if (state.Oracles.IsEmpty || state.Risk == default)
            return null;
        if (!state.IsSwitchTold)
            return default(Instant);
        var next = EscrowLookout.NextDue(state);
        if (RiskBookSchedule.Next(state) is { } version && (next is not { } deadline || version < deadline))
            next = version;
        foreach (var (symbol, parameters) in state.Oracles)
        {
            if (parameters.Rules != OracleRules.None && DueOf(parameters, state.States[symbol]) is { } due
                && (next is not { } earlier || due < earlier))
                next = due;
        }

        return next;
    }

    private static Instant? DueOf(OracleParameters parameters, OracleState state)
    {
        // A halt or its end holds from the pass on that says so.
        if (state.Mode == OracleMode.Halted
            ? state.Condition is not (OracleCondition.Halted or OracleCondition.Lost)
            : state.Condition == OracleCondition.Halted)
            return default(Instant);
        if (parameters.Rules.LostAfter is not { } patience || state.Price is null)
            return null;
        if (PriceOracle.GoodUntil(parameters, state) is { } until)
            return until + Moment;
        if (state.DownSince is not { } since)
            return null;
        var lost = since + patience;
        return state.Condition != OracleCondition.Lost ? lost : NextStep(parameters, state, lost);
    }

    private static Instant? NextStep(OracleParameters parameters, OracleState state, Instant lost)
    {
        if (state.Remaining is not { Value: > 0m } remaining || parameters.Rules.FallsToZeroOver is not { } over)
            return null;
        var step = 0;
        while (step < PriceRefinement.Steps && PriceRefinement.RemainingAt(parameters, state, step) > remaining)
            step++;
        var soFar = Math.Floor(over.TotalMilliseconds * step / PriceRefinement.Steps);
        return lost + TimeSpan.FromMilliseconds(soFar) + Moment;
    }
}
