using System.Globalization;
using System.Text;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Interest;

/// <summary>All that the market has to know of an asset to keep its interest index.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="HourlyRate">
/// Interest of one hour: a year's ÷ 8,760, rounded up to <see cref="RateScale"/> decimals; more than 0, but 0 of an
/// asset that is lent: its pool's utilisation gives the rate.
/// </param>
/// <remarks>The risk book tells the market with each version, as it tells it of funding.</remarks>
public sealed record InterestTerms(AssetId Asset, Rate HourlyRate)
{
    /// <summary>Decimals of an hour's rate.</summary>
    public const int RateScale = 12;

    private const int HoursOfYear = 365 * 24;

    /// <summary>What an hour costs by how much of the asset's pool is lent; none where it is not lent.</summary>
    public ValueList<RatePoint> Lending { get; init; } = [];

    /// <summary>Whether the asset is lent out of a pool.</summary>
    public bool IsLent => Lending.Count > 0;

    /// <summary>The terms of every asset of a book whose debts cost something, in order.</summary>
    public static ValueList<InterestTerms> Of(RiskBook book) =>
    [
        .. from asset in book.Assets
        where asset.Debt.BorrowRate != Rate.Zero || asset.Lending is not null
        select new InterestTerms(asset.Id, HourlyRateOf(asset.Debt.BorrowRate))
        {
            Lending = asset.Lending is { } lending ? lending.Rates : [],
        },
    ];

    /// <summary>Interest of one hour at so much a year, rounded up.</summary>
    public static Rate HourlyRateOf(Rate yearly) =>
        new(Decimals.Normal(Decimals.Up(yearly.Value / HoursOfYear, RateScale)));

    // Fingerprints of commands rest on this text: an asset that is not lent has the one that it always had.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Asset = {Asset}, HourlyRate = {HourlyRate}");
        if (IsLent)
            text.Append(", Lending = ").AppendJoin(", ", Lending);
        return true;
    }
}
