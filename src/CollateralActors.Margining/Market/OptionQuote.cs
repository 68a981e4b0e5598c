using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What an option is priced with besides prices.</summary>
/// <param name="ImpliedVolatility">A year; more than 0. 0.6 is 60 %.</param>
/// <param name="YearsToExpiry">
/// Time left, 0 or more, where it is stated as in a portfolio file; null where it follows from the option's expiry.
/// </param>
public readonly record struct OptionQuote(Rate ImpliedVolatility, decimal? YearsToExpiry = null);
