using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>Rates between points, and rounding that always favours the pool.</summary>
public sealed class PoolMathTests
{
    private static readonly ValueList<RatePoint> Kinked =
        [new(Rate.Zero, new Rate(0.01m)), new(new Rate(0.8m), new Rate(0.05m)), new(Rate.One, new Rate(0.65m))];

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(0.4, 0.03)]
    [InlineData(0.8, 0.05)]
    [InlineData(0.9, 0.35)]
    [InlineData(1, 0.65)]
    public void A_rate_is_on_the_line_between_its_points(double utilisation, double yearly) =>
        Assert.Equal((decimal)yearly, PoolMath.YearlyRate(Kinked, new Rate((decimal)utilisation)).Value);

    [Fact]
    public void An_hour_costs_an_8760th_of_a_year_rounded_up() => Assert.Equal(
        0.000005707763m, PoolMath.HourlyRate(Kinked, new Rate(0.8m)).Value);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 0, 0)]
    [InlineData(20, 80, 0.8)]
    [InlineData(0, 5, 1)]
    public void Utilisation_is_the_share_that_is_lent(int cash, int lent, double share) =>
        Assert.Equal((decimal)share, PoolMath.Utilisation(new Amount(cash), new Amount(lent)).Value);

    [Fact]
    public void Units_are_finer_than_the_asset() =>
        Assert.Equal((12, 16, 6), (PoolMath.UnitScale(6), PoolMath.UnitScale(12), PoolMath.UnitScale(0)));

    [Fact]
    public void What_is_owed_is_rounded_up_and_what_shares_are_worth_down() => Assert.Equal(
        (1.01m, 1m),
        (PoolMath.Owed(new Amount(1.0000001m), Rate.One, 2).Value, PoolMath.Worth(new Amount(1.0099999m), Rate.One, 2).Value));

    [Property]
    public void Whoever_borrows_owes_at_least_that_and_whoever_repays_in_parts_no_less(uint cents, uint growth, byte part)
    {
        var (amount, index) = (new Amount((1 + cents) / 100m), new Rate(1m + (growth / 1_000_000m)));
        var units = PoolMath.UnitsOf(amount, index, 2);
        Assert.InRange((PoolMath.Owed(units, index, 2) - amount).Value, 0m, 0.01m);
        Assert.Equal(units, PoolMath.UnitsRepaid(PoolMath.Owed(units, index, 2), units, index, 2));
        var paid = new Amount(Decimals.Down(amount.Value * part / 256m, 2));
        var left = units - PoolMath.UnitsRepaid(paid, units, index, 2);
        Assert.True(PoolMath.Owed(left, index, 2) + paid >= amount);
    }

    [Property]
    public void Shares_are_never_worth_more_than_was_paid_for_them(uint cents, uint growth)
    {
        var (amount, index) = (new Amount((1 + cents) / 100m), new Rate(0.5m + (growth / 1_000_000m)));
        var shares = PoolMath.SharesBought(amount, index, 2);
        Assert.InRange((amount - PoolMath.Worth(shares, index, 2)).Value, 0m, 0.01m);
        Assert.True(PoolMath.Worth(PoolMath.SharesFor(amount, index, 2), index, 2) >= amount);
    }

    [Fact]
    public void A_share_that_is_worth_nothing_buys_nothing()
    {
        Assert.Equal(Amount.Zero, PoolMath.SharesBought(new Amount(5m), Rate.Zero, 2));
        Assert.Equal(decimal.MaxValue, PoolMath.SharesFor(new Amount(5m), Rate.Zero, 2).Value);
        Assert.Equal(Limits.LargestFigure, PoolMath.SharesFor(new Amount(Limits.Largest), new Rate(0.000000000000000000001m), 2).Value);
    }
}
