using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>openInterest</c> of an instrument.</summary>
internal static class OpenInterestMembers
{
    /// <summary>Null where the instrument has none.</summary>
    public static OpenInterestRules? Read(JsonObjectReader instrument)
    {
        if (!instrument.Has("openInterest") || instrument.Object("openInterest") is not { } members)
            return null;
        var (lower, upper) = (Size("lower", NumberRange.NotNegative), Size("upper", VenueNumbers.Size));
        var rules = new OpenInterestRules(lower, upper, Size("limit", VenueNumbers.Size));
        if (lower is null && upper is not null)
            members.Wrong("upper", "the initial rate grows from lower to upper; write both or neither");
        if (lower is not null && upper is null)
            members.Wrong("lower", "the initial rate grows from lower to upper; write both or neither");
        if (lower >= upper)
            members.Wrong("upper", $"the upper bound has to be above the lower one, {Decimals.Plain(lower.Value)}");
        members.Done();
        if (rules == new OpenInterestRules(null, null, null))
            instrument.Wrong("openInterest", "lower and upper, or limit, are expected here");
        return rules;

        decimal? Size(string name, NumberRange range) => members.Has(name) ? members.Number(name, range) : null;
    }
}
