using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>insuranceFund</c> of an asset of a venue: what its fund pays at most.</summary>
internal static class FundMembers
{
    private static readonly NumberRange Windows = VenueNumbers.Period(FundRules.LongestWindow, "a year");

    /// <summary>Null where there is no limit.</summary>
    public static FundRules? Read(JsonObjectReader asset, int scale)
    {
        if (!asset.Has("insuranceFund") || asset.Object("insuranceFund") is not { } fund)
            return null;
        var before = fund.Problems.Found.Count;
        var rules = new FundRules
        {
            PerClaim = AmountOf("perClaim"),
            PerWindow = AmountOf("perWindow"),
            Window = fund.Has("windowMs")
                ? TimeSpan.FromMilliseconds((long)fund.Number("windowMs", Windows))
                : TimeSpan.Zero,
        };
        fund.Done();
        if (fund.Problems.Found.Count == before)
        {
            foreach (var problem in rules.Problems(scale))
                fund.Wrong(problem);
        }

        return rules;

        Amount? AmountOf(string name) =>
            fund.Has(name) ? new Amount(fund.Number(name, NumberRange.NotNegative.AtMost(Limits.Largest))) : null;
    }
}
