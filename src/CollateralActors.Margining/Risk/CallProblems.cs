namespace CollateralActors.Margining.Risk;

/// <summary>What margin-call rules must hold.</summary>
internal static class CallProblems
{
    public static IEnumerable<string> Of(RiskBook book)
    {
        var rules = book.Calls;
        if (rules.WarningRatio is { } warning
            && (warning < book.MarginCallRatio || warning.Value > RiskBookRules.LargestRatio))
            yield return $"warning ratio {warning} is not the margin-call ratio {book.MarginCallRatio} to "
                + $"{RiskBookRules.LargestRatio}";
        if (rules.Period is not { } period)
        {
            if (rules.OnExpiry != CallExpiry.Liquidate)
                yield return "margin calls say what their deadline does, and have none; give them a period";
        }
        else if (period < TimeSpan.FromMilliseconds(1))
        {
            yield return $"margin calls would have a deadline in the past: a period of {period.TotalMilliseconds} ms "
                + "is not 1 or more";
        }
        else if (period > CallRules.LongestPeriod)
        {
            yield return $"period of margin calls {period.TotalMilliseconds} ms is more than "
                + $"{CallRules.LongestPeriod.TotalMilliseconds}, a year";
        }
    }
}
