using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>EWMA volatility on a fixed grid, against closed forms.</summary>
public sealed class VolatilityTests
{
    // ln 1.1 = 0.09531017980432486…
    private const decimal Ln11 = 0.095310179805m;

    [Fact]
    public void A_price_that_stands_still_has_none() => Assert.Equal(0m, Volatility(100m, 100m, 100m));

    [Fact]
    public void Equal_moves_have_their_size_from_the_first_on_rounded_up()
    {
        Assert.Equal(Ln11, Volatility(100m, 110m));
        Assert.Equal(Ln11, Volatility(100m, 110m, 100m, 110m, 121m));
    }

    [Fact]
    public void A_return_counts_lambda_times_as_much_as_the_next_one()
    {
        // √((0.94 × 0.06 × ln²1.1 + 0.06 × 0) ÷ (1 − 0.94²)) = ln 1.1 × √(0.0564 ÷ 0.1164)
        Assert.Equal(0.066344107m, Math.Round(Volatility(100m, 110m, 110m), 9));
    }

    [Fact]
    public void A_return_over_a_gap_is_spread_over_its_length()
    {
        // ln 1.21 over two days is a variance of (2 ln 1.1)² ÷ 2 a day: √2 × ln 1.1.
        var days = new CalibratedDays().Closes(100m).Gap().Closes(121m);
        Assert.Equal(0.134788948912m, days.OfBtc.Measured.Volatility.Value);
    }

    [Fact]
    public void Over_a_gap_the_past_fades_as_with_bars()
    {
        // 0.06 × 0.94² × ln²2 + (1 − 0.94²) × ln²1.21 ÷ 2
        var gap = new CalibratedDays().Closes(50m).Closes(100m).Gap().Closes(121m).State.Of(Btc).Squares;
        Assert.Equal((0.027586459m, 1m - (0.94m * 0.94m * 0.94m)), (Math.Round(gap.Sum, 9), gap.Weight));
    }

    [Fact]
    public void Days_without_bars_had_no_turnover()
    {
        var days = new CalibratedDays().Closes(100m).Gap().Closes(100m);
        Assert.Equal(66_666.666666666666m, days.OfBtc.Measured.Turnover.Value);
    }

    [Fact]
    public void Hourly_bars_tell_the_volatility_of_a_day()
    {
        var hour = TimeSpan.FromHours(1);
        var hourly = CalibratedDays.Daily with { Bar = hour, Period = hour };
        var recalibrator = new Recalibrator(hourly);
        var measured = hourly.MeasuredIn(CalibratedDays.Adopted);
        var state = RecalibrationState.None;
        foreach (var (i, close) in new[] { 100m, 110m, 100m }.Index())
            state = recalibrator.Add(
                state, measured, new Dictionary<AssetId, Bar> { [Btc] = CalibratedDays.Bar(0, close) with { Start = new Instant(i * 3_600_000L) } });

        // √24 × ln 1.1, and 24 times the turnover of an hour.
        Assert.Equal(0.466922616m, Math.Round(state.Of(Btc).VolatilityADay(hour).Value, 9));
        Assert.Equal(2_480_000m, Math.Round(state.Of(Btc).TurnoverADay(hour).Value, 9));
    }

    private static decimal Volatility(params decimal[] closes) =>
        new CalibratedDays().Each(closes).OfBtc.Measured.Volatility.Value;
}
