using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>marginCalls</c> of a risk book: warnings and deadlines.</summary>
internal static class CallMembers
{
    private static readonly NumberRange Milliseconds = VenueNumbers.Period(
        CallRules.LongestPeriod, "a year; a deadline lies ahead");

    public static CallRules Read(JsonObjectReader file)
    {
        if (!file.Has("marginCalls") || file.Object("marginCalls") is not { } calls)
            return CallRules.None;
        var rules = new CallRules
        {
            WarningRatio = calls.Has("warningRatio")
                ? new Rate(calls.Number("warningRatio", NumberRange.AtLeastOne.AtMost(RiskBookRules.LargestRatio)))
                : null,
            Period = calls.Has("periodMs")
                ? TimeSpan.FromMilliseconds((long)calls.Number("periodMs", Milliseconds))
                : null,
            OnExpiry = (CallExpiry)calls.OneOf("onExpiry", "liquidate", "reduce-only"),
        };
        calls.Done();
        return rules;
    }
}
