using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>marginCalls</c> of a risk book: warnings and deadlines.</summary>
internal static class CallMembers
{
    private static readonly decimal Longest = (decimal)CallRules.LongestPeriod.TotalMilliseconds;

    private static readonly NumberRange Milliseconds = new(1m, value =>
        value >= 1m && value <= Longest && value == decimal.Truncate(value)
            ? null
            : $"is not a whole number within 1 … {Longest}; a deadline lies ahead, by at most a year");

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
