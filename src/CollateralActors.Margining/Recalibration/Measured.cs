using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>What a level is computed from.</summary>
/// <param name="Volatility">Standard deviation of the logarithmic return of a day; 0 or more.</param>
/// <param name="Holding">Value of what would have to be sold; 0 or more.</param>
/// <param name="Turnover">Value traded a day, in the same currency; 0 or more.</param>
/// <param name="Correlation">Of the loss of who holds the asset with the loss of all accounts; −1 to 1.</param>
public readonly record struct Measured(Rate Volatility, Amount Holding, Amount Turnover, Rate Correlation);
