using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads what only options have.</summary>
internal static class OptionMembers
{
    private static readonly NumberRange Strikes = NumberRange.Positive with
    {
        Refusal = value => value <= 0m ? "is not more than 0"
            : value > Limits.Largest ? $"is more than {Decimals.Plain(Limits.Largest)}"
            : Decimals.FitsScale(value, Decimals.LargestScale) ? null
            : FormattableString.Invariant($"has more than {Decimals.LargestScale} decimals"),
    };

    /// <summary>What a portfolio file says: how much time is left, and the volatility.</summary>
    public static (OptionTerms Terms, OptionQuote Quote) Read(JsonObjectReader instrument)
    {
        var right = ReadRight(instrument);
        var strike = instrument.Number("strike", NumberRange.Positive);
        var years = instrument.Number("yearsToExpiry", NumberRange.NotNegative);
        var volatility = instrument.Number("impliedVolatility", NumberRange.Positive);
        var rates = instrument.Has("margin") ? ReadMargin(instrument) : null;
        return (new OptionTerms(right, new Price(strike), rates), new OptionQuote(new Rate(volatility), years));
    }

    /// <summary>What a venue's risk book says: the market gives the volatility, and the expiry the time left.</summary>
    public static OptionTerms ReadVenue(JsonObjectReader instrument)
    {
        var right = ReadRight(instrument);
        var strike = instrument.Number("strike", Strikes);
        var rates = instrument.Has("margin") ? ReadMargin(instrument) : null;
        if (rates is not null && rates.InitialMinimum < rates.Maintenance)
            instrument.Wrong("margin", "initialMinimum may not be below maintenance");
        return new OptionTerms(right, new Price(Decimals.Normal(strike)), rates);
    }

    private static OptionRight ReadRight(JsonObjectReader instrument) =>
        instrument.Needs("right") && instrument.OneOf("right", "call", "put") == 1 ? OptionRight.Put : OptionRight.Call;

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
