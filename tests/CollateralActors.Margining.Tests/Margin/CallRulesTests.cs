using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

public sealed class CallRulesTests
{
    public static TheoryData<CallRules, string> Wrong => new()
    {
        { new CallRules { WarningRatio = new Rate(1.1m) }, "warning ratio 1.1 is not the margin-call ratio 1.2 to 100" },
        { new CallRules { WarningRatio = new Rate(101m) }, "warning ratio 101 is not the margin-call ratio 1.2 to 100" },
        { new CallRules { Period = TimeSpan.Zero }, "a deadline in the past: a period of 0 ms is not 1 or more" },
        { new CallRules { Period = TimeSpan.FromDays(367) }, "31708800000 ms is more than 31622400000, a year" },
        { new CallRules { OnExpiry = CallExpiry.ReduceOnly }, "say what their deadline does, and have none" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_rule_that_cannot_be_is_refused_with_what_would_be_right(CallRules calls, string says) =>
        Assert.Contains(says, Assert.Single(RiskBookRules.Problems(WithCalls(Rules, calls), null)), StringComparison.Ordinal);

    [Fact]
    public void Rules_that_can_be_are_accepted_and_only_they_are_told_apart()
    {
        var calls = new CallRules
        {
            WarningRatio = new Rate(1.2m),
            Period = TimeSpan.FromHours(4),
            OnExpiry = CallExpiry.ReduceOnly,
        };
        Assert.Empty(RiskBookRules.Problems(WithCalls(Rules, calls), null));
        Assert.Equal(Rules.ToString(), WithCalls(Rules, CallRules.None).ToString());
        Assert.EndsWith("calls { warning 1.2 within 14400000 ms else ReduceOnly }", WithCalls(Rules, calls).ToString(), StringComparison.Ordinal);
        Assert.NotEqual(Rules, WithCalls(Rules, calls));
        Assert.Equal(calls, WithCalls(Rules, calls).WithVersion(new RiskBookVersion(2)).Calls);
    }
}
