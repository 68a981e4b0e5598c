using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Interest;

/// <summary>An index of what debts grow to: by an hour's rate at the end of each hour, rounded against who owes.</summary>
public sealed class InterestMeterTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    private static readonly Rate OnePerCent = new(0.01m);

    // 87.6 % a year is just 0.01 % an hour; a tenth of a millionth more has to be rounded, and is rounded up.
    [Theory]
    [InlineData(0.876, 0.0001)]
    [InlineData(0.05, 0.000005707763)]
    [InlineData(0.0876000001, 0.000010000001)]
    public void An_hours_rate_is_a_years_divided_and_rounded_up(double yearly, double hourly)
    {
        var book = Venue.Book(1, instead: Venue.Asset(Venue.Usdt, 6) with { Debt = new DebtRules { BorrowRate = new Rate((decimal)yearly) } });
        Assert.Equal([new InterestTerms(Venue.Usdt, new Rate((decimal)hourly))], InterestTerms.Of(book));
    }

    [Fact]
    public void It_begins_at_1_and_grows_at_the_ends_of_whole_hours_on_what_it_has_grown_to()
    {
        var state = InterestMeter.Advance(OnePerCent, null, At(90 * Minute));
        Assert.Equal(new InterestState(Rate.One, At(2 * Hour)), state);
        Assert.Same(state, InterestMeter.Advance(OnePerCent, state, At((2 * Hour) - 1)));
        Assert.Equal(new InterestState(new Rate(1.01m), At(3 * Hour)), InterestMeter.Advance(OnePerCent, state, At(2 * Hour)));
        Assert.Equal(new InterestState(new Rate(1.030301m), At(5 * Hour)), InterestMeter.Advance(OnePerCent, state, At(4 * Hour)));
    }

    [Fact]
    public void What_has_more_than_15_decimals_is_rounded_up() =>
        Assert.Equal(1.000000000000002m, InterestMeter.Grown(new Rate(1.000000000000001m), new Rate(0.000000000000_000001m)).Value);

    [Fact]
    public void At_no_rate_it_stands_still_and_the_time_is_not_charged_later()
    {
        var state = InterestMeter.Advance(Rate.Zero, new InterestState(new Rate(1.5m), At(Hour)), At((100 * Hour) + Minute));
        Assert.Equal(new InterestState(new Rate(1.5m), At(101 * Hour)), state);
        Assert.Equal(new Rate(1.515m), InterestMeter.Advance(OnePerCent, state, At(101 * Hour)).Index);
    }

    [Property]
    public void Looking_often_and_looking_late_come_to_the_same(byte[] minutes)
    {
        var (now, state) = (At(0), InterestMeter.Advance(OnePerCent, null, At(0)));
        var first = state;
        foreach (var each in minutes)
            state = InterestMeter.Advance(OnePerCent, state, now = At(now.UnixMilliseconds + (each * Minute)));
        Assert.Equal(InterestMeter.Advance(OnePerCent, first, now), state);
    }

    // 1,000 at 1 for 0.01 % is 0.1; a third of a unit is a whole unit.
    [Theory]
    [InlineData(1_000, 1, 1.0001, 0.1)]
    [InlineData(1_000, 1.0001, 1.0001, 0)]
    [InlineData(1_000, 1.0002, 1.0001, 0)]
    [InlineData(0.01, 1, 1.0001, 0.000001)]
    [InlineData(0.01, 1, 1.0002, 0.000002)]
    [InlineData(0.01, 2, 2.00003, 0.000001)]
    [InlineData(3, 3, 3.0001, 0.0001)]
    public void A_debt_owes_what_the_index_has_grown_by_since_its_last_settlement_rounded_up(
        double debt, double settled, double index, double owed) => Assert.Equal(
        (decimal)owed, InterestBooking.Owed(new Amount((decimal)debt), new Rate((decimal)settled), new Rate((decimal)index), 6).Value);

    // At 1,000 % a year it takes 1.4 years.
    [Fact]
    public void An_index_stands_still_at_a_million()
    {
        var hourly = Assert.Single(InterestTerms.Of(Venue.Book(
            1, instead: Venue.Asset(Venue.Usdt, 6) with { Debt = new DebtRules { BorrowRate = new Rate(DebtRules.LargestRate) } }))).HourlyRate;
        var grown = InterestMeter.Advance(hourly, InterestMeter.Advance(hourly, null, At(0)), At(20 * 8_760 * Hour));
        Assert.Equal(new Rate(1_000_000m), grown.Index);
    }

    [Theory]
    [InlineData(1e12, 1e18)]
    [InlineData(1e20, 1e26)]
    [InlineData(1e22, 1e28)]
    [InlineData(1e26, 1e28)]
    [InlineData(7e28, 7e28)]
    public void Interest_grows_no_debt_beyond_the_largest_figure(double debt, double grown) => Assert.Equal(
        grown, debt + (double)InterestBooking.Owed(new Amount((decimal)debt), Rate.One, new Rate(InterestMeter.LargestIndex), 12).Value, 1e13);

    private static Instant At(long milliseconds) => new(milliseconds);
}
