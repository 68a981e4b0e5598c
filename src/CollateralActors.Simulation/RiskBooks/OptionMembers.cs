using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads what only options have.</summary>
internal static class OptionMembers
{
    public static (OptionTerms Terms, OptionQuote Quote)? Read(JsonObjectReader instrument)
    {
        var isPut = instrument.Needs("right") && instrument.OneOf("right", "call", "put") == 1;
        var strike = instrument.Number("strike", NumberRange.Positive);
        var years = instrument.Number("yearsToExpiry", NumberRange.NotNegative);
        var volatility = instrument.Number("impliedVolatility", NumberRange.Positive);
        var rates = instrument.Has("margin") ? ReadMargin(instrument) : null;
        return (
            new OptionTerms(isPut ? OptionRight.Put : OptionRight.Call, new Price(strike), Expiry: null, rates),
            new OptionQuote(new Rate(volatility), years));
    }

    private static OptionRates? ReadMargin(JsonObjectReader instrument)
    {
        if (instrument.Object("margin") is not { } margin)
            return null;
        var rates = margin.Has("option") && margin.Object("option") is { } option ? ReadRates(option) : null;
        margin.Done();
        return rates;
    }

    private static OptionRates ReadRates(JsonObjectReader option)
    {
        var rates = new OptionRates(
            new Rate(option.Number("initial", NumberRange.Share)),
            new Rate(option.Number("initialMinimum", NumberRange.Share)),
            new Rate(option.Number("maintenance", NumberRange.Share)));
        option.Done();
        return rates;
    }
}
