using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>Requirements of options as exact fractions; the same rules as <see cref="OptionMargin"/>.</summary>
internal static class ExactOption
{
    /// <summary>What some contracts at a mark require to be taken on and to be kept, settle units.</summary>
    public static (Fraction Initial, Fraction Maintenance) Requirement(
        InstrumentParameters option, Fraction contracts, Fraction mark, MarketView market)
    {
        var size = contracts.Abs() * option.ContractSize;
        if (contracts.Sign >= 0)
            return (size * mark, size * mark);
        var (rates, spot) = (OptionMargin.RatesOf(option), ExactMarket.Spot(option, market));
        var initial = Fraction.Max(
            (spot * rates.Initial.Value) - option.Terms.OutOfTheMoney(spot), spot * rates.InitialMinimum.Value);
        return (size * initial, size * spot * rates.Maintenance.Value);
    }

    /// <summary>
    /// Maintenance requirement in the valuation currency while prices move. A short's is a share of the base's price,
    /// whatever it settles in: S × P_settle = P_base.
    /// </summary>
    public static Curve MaintenanceAlong(ExactPosition position, Curve mark, Curve settlePrice, Curve basePrice) =>
        position.IsLong
            ? mark * position.Size * settlePrice
            : basePrice * (position.Size * OptionMargin.RatesOf(position.Instrument).Maintenance.Value);
}
