using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>Thirty days of hours at one rate, against the closed form: (1 + rate) to the number of hours.</summary>
public sealed class IndexTests
{
    private const int Hours = 720;
    private static readonly Rate Hourly = new(0.0001m);

    [Fact]
    public void The_interest_index_is_the_closed_form_rounded_up_by_less_than_a_step_an_hour()
    {
        var start = new InterestState(Rate.One, new Instant(3_600_000)) { Before = Rate.One };
        var end = InterestMeter.AdvanceLent(Hourly, start, new Instant(Hours * 3_600_000L));
        var exact = Power(Fraction.One + Hourly.Value, Hours);
        var step = (Fraction)Decimals.Unit(InterestMeter.IndexScale);
        Assert.True(end.Index.Value >= exact && end.Index.Value < exact + (exact * step * Hours), $"{end.Index} is too far off");
        Assert.Equal(InterestMeter.Grown(end.Before!.Value, Hourly), end.Index);
    }

    // What is kept is rounded down. Half of what was supplied is lent, and nine tenths of the interest are the suppliers', once an hour is over.
    [Fact]
    public void The_supply_index_is_the_closed_form_within_a_unit_of_the_asset_an_hour()
    {
        var pool = new Spec<PoolState>(new PoolDecider(), Entities.Pool(Usdt)).At(LendingVenue.Frame())
            .WhenOwed(Entities.Account(Alice), 1, new PoolCommand.Supply(Alice, Amount(1_000m)))
            .WhenOwed(Entities.Account(Bob), 1, new PoolCommand.Lend(Bob, Amount(500m)));
        var (index, before) = (Rate.One, Rate.One);
        for (var hour = 1; hour <= Hours; hour++)
        {
            (index, before) = (InterestMeter.Grown(index, Hourly), index);
            pool.At(LendingVenue.Frame(hour + 1, index.Value, before.Value)).WhenOwed(Entities.Market, hour, new PoolCommand.Accrue());
        }

        var exact = Fraction.One + ((Power(Fraction.One + Hourly.Value, Hours - 1) - 1m) * 0.45m);
        var supply = pool.State.SupplyIndex.Value;
        Assert.True(supply < exact + (Hours * 0.000000001m) && supply > exact - (Hours * 0.000000001m), $"{supply} is too far off");
    }

    private static Fraction Power(Fraction of, int times) => Enumerable.Repeat(of, times).Aggregate(Fraction.One, (product, factor) => product * factor);
}
