using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Interest;

/// <summary>All that the market has to know of an asset to keep its interest index.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="HourlyRate">
/// Interest of one hour: a year's ÷ 8,760, rounded up to <see cref="RateScale"/> decimals; more than 0.
/// </param>
/// <remarks>The risk book tells the market with each version, as it tells it of funding.</remarks>
public sealed record InterestTerms(AssetId Asset, Rate HourlyRate)
{
    /// <summary>Decimals of an hour's rate.</summary>
    public const int RateScale = 12;

    private const int HoursOfYear = 365 * 24;

    /// <summary>The terms of every asset of a book whose debts cost something, in order.</summary>
    public static ValueList<InterestTerms> Of(RiskBook book) =>
    [
        .. from asset in book.Assets
        where asset.Debt.BorrowRate != Rate.Zero
        select new InterestTerms(asset.Id, HourlyRateOf(asset.Debt.BorrowRate)),
    ];

    private static Rate HourlyRateOf(Rate yearly) =>
        new(Decimals.Normal(Decimals.Up(yearly.Value / HoursOfYear, RateScale)));
}
