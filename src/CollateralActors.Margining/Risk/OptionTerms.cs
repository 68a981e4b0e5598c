using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What an option gives its holder the right to.</summary>
public enum OptionRight
{
    /// <summary>To buy at the strike: worth something above it.</summary>
    Call,

    /// <summary>To sell at the strike: worth something below it.</summary>
    Put,
}

/// <summary>What makes an instrument a European option.</summary>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">Settle units a base unit; more than 0.</param>
/// <param name="Rates">
/// Margin rates outside portfolio mode; null where the option is held in portfolio mode only.
/// </param>
public sealed record OptionTerms(OptionRight Right, Price Strike, OptionRates? Rates)
{
    /// <summary>
    /// What exercising would bring at <paramref name="forward"/>, 0 or more; settle units a base unit.
    /// </summary>
    public decimal Intrinsic(decimal forward) => Math.Max(0m, Moneyness(forward));

    /// <summary>
    /// How far <paramref name="spot"/> is on the side where the option is not worth exercising, 0 or more.
    /// </summary>
    public decimal OutOfTheMoney(decimal spot) => Math.Max(0m, -Moneyness(spot));

    internal Fraction Intrinsic(Fraction forward) => Fraction.Max(Fraction.Zero, Moneyness(forward));

    internal Fraction OutOfTheMoney(Fraction spot) => Fraction.Max(Fraction.Zero, -Moneyness(spot));

    private decimal Moneyness(decimal price) =>
        Right == OptionRight.Call ? price - Strike.Value : Strike.Value - price;

    private Fraction Moneyness(Fraction price) =>
        Right == OptionRight.Call ? price - Strike.Value : Strike.Value - price;
}

/// <summary>
/// Margin rates of a short option outside portfolio mode, as shares of the base's price in settle units.
/// </summary>
/// <param name="Initial">Initial rate, from which the out-of-the-money amount is taken off; 0 to 1.</param>
/// <param name="InitialMinimum">Initial rate that is left at least; 0 to 1.</param>
/// <param name="Maintenance">Maintenance rate; 0 to 1.</param>
public sealed record OptionRates(Rate Initial, Rate InitialMinimum, Rate Maintenance);
