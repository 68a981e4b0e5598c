using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>
/// Reads <c>funding</c> of an instrument; what is left out is as <see cref="FundingParameters.Default"/> says.
/// </summary>
internal static class FundingMembers
{
    private static readonly NumberRange Minutes =
        NumberRange.Whole(1, (int)FundingParameters.LongestInterval.TotalMinutes);

    private static readonly NumberRange Shares = OfScale(0m, "0 … 1");
    private static readonly NumberRange Rates = OfScale(-1m, "−1 … 1");

    /// <summary>Null where the instrument has none.</summary>
    public static FundingParameters? Read(JsonObjectReader instrument)
    {
        if (!instrument.Has("funding") || instrument.Object("funding") is not { } funding)
            return null;
        var otherwise = FundingParameters.Default;
        var minutes = funding.Number("intervalMinutes", Minutes, (decimal)otherwise.Interval.TotalMinutes);
        var parameters = new FundingParameters(
            TimeSpan.FromMinutes((double)minutes),
            new Rate(funding.Number("interestRate", Rates, otherwise.InterestRate.Value)),
            new Rate(funding.Number("damper", Shares, otherwise.Damper.Value)),
            new Rate(funding.Number("cap", Shares, otherwise.Cap.Value)));
        funding.Done();
        return parameters;
    }

    private static NumberRange OfScale(decimal least, string range) => new(0m, value =>
        value >= least && value <= 1m && Decimals.FitsScale(value, FundingParameters.RateScale)
            ? null
            : FormattableString.Invariant(
                $"is not within {range} with at most {FundingParameters.RateScale} decimals"));
}
