using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Recalibration.CalibratedDays;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>From bars to a risk book: what rises, what falls, what stays, and what it was decided from.</summary>
public sealed class RecalibrationTests
{
    [Fact]
    public void All_haircuts_and_rates_of_a_curve_move_alike_and_initial_rates_further()
    {
        // Margin rates of BTC-PERP are 5 % and 2.5 %. A move of 3 × ln 1.02 in a day: raw targets of 7.3 % and 7.8 %.
        var days = new CalibratedDays().Closes(100m).Closes(102m);
        Assert.Equal([0.1m, 0.15m, 1m], days.InForce[Btc].Collateral.Slices.Select(slice => slice.Haircut.Value));
        var (haircut, margin) = (days.OfBtc, days.Outcome!.Inputs.Levels[1]);
        Assert.Equal((0.1m, 1), (haircut.After.Value, haircut.QuietPeriods));
        var by = margin.After.Value - 0.025m;
        Assert.True(by > 0m);
        Assert.Equal(
            [.. Rules[BtcPerp].Margin.Tiers.Select(tier => (tier.Initial.Value + (2m * by), tier.Maintenance.Value + by))],
            days.InForce[BtcPerp].Margin.Tiers.Select(tier => (tier.Initial.Value, tier.Maintenance.Value)));
    }

    [Fact]
    public void A_slice_that_counts_nothing_stays()
    {
        var days = new CalibratedDays().Closes(100m).Closes(130m);
        Assert.Equal([0.2m, 0.25m, 1m], days.InForce[Btc].Collateral.Slices.Select(slice => slice.Haircut.Value));
    }

    [Fact]
    public void Stricter_slices_move_with_those_for_maintenance()
    {
        var asset = Adopted[Btc] with
        {
            Rules = new CollateralRules { Initial = Sliced(Btc, (10m, 0.2m)).Collateral, Withdrawal = Sliced(Btc, (10m, 0.3m)).Collateral },
        };
        var moved = new CalibratedDays(book: Adopted.With(asset)).Closes(100m).Closes(130m).InForce[Btc].Rules;
        Assert.Equal(new Rate(0.3m), moved.Initial!.Slices[0].Haircut);
        Assert.Equal(new Rate(0.4m), moved.Withdrawal!.Slices[0].Haircut);
        Assert.Null(moved.Borrowing);
    }

    [Fact]
    public void Up_and_down_again_changes_no_digit()
    {
        var days = new CalibratedDays(Daily with { Fading = new Rate(0.5m) }).Closes(100m).Closes(150m);
        Assert.NotEqual(Adopted[Btc].Collateral, days.InForce[Btc].Collateral);
        days.Each(Enumerable.Repeat(150m, 60));
        Assert.Equal(new Rate(0.05m), days.OfBtc.After);
        Assert.Equal("0.05, 0.1, 1", string.Join(", ", days.InForce[Btc].Collateral.Slices.Select(slice => slice.Haircut)));
        Assert.Equal(CurveShift.Moved(Adopted[Btc], new Rate(-0.05m)), days.InForce[Btc]);
    }

    [Fact]
    public void A_level_waits_until_enough_returns_were_measured()
    {
        var days = new CalibratedDays(Daily with { WarmUpBars = 3 }).Closes(100m).Closes(130m).Closes(100m);
        Assert.Empty(days.Outcome!.Inputs.Levels);
        Assert.NotEmpty(days.Closes(130m).Outcome!.Inputs.Levels);
    }

    [Fact]
    public void A_period_without_a_bar_is_not_quiet_and_decides_nothing()
    {
        var days = new CalibratedDays().Closes(100m).Closes(100m).Closes(100m);
        Assert.Equal(2, days.OfBtc.QuietPeriods);
        Assert.Empty(days.Gap().Gap().Outcome!.Inputs.Levels);
        Assert.Equal(Adopted, days.InForce);
        Assert.Equal((3, 0.08m), (days.Closes(100m).OfBtc.QuietPeriods, days.OfBtc.After.Value));
    }

    [Fact]
    public void The_collateral_of_its_own_long_is_cut_more()
    {
        var rule = Rule with { WrongWay = new Rate(0.05m) };
        var calibration = Daily with { Assets = [new AssetCalibration(Btc, new Amount(100m), rule), new AssetCalibration(Eth, default, rule)], Instruments = [] };
        var same = new CalibratedDays(calibration).Closes(100m, 10m).Closes(103m, 9.7m).Closes(99m, 10.1m);
        var other = new CalibratedDays(calibration with { Exposures = [new Exposure(Btc, new Amount(-1m))] }).Closes(100m, 10m).Closes(103m, 9.7m).Closes(99m, 10.1m);
        var none = new CalibratedDays(calibration with { Exposures = [] }).Closes(100m, 10m).Closes(103m, 9.7m).Closes(99m, 10.1m);

        Assert.Equal([1m, -0.99m, -1m, 0.99m, 0m, 0m], new[] { same, other, none }.SelectMany(days =>
            days.Outcome!.Inputs.Levels.Select(level => Math.Round(level.Measured.Correlation.Value, 2, MidpointRounding.ToZero))));
        Assert.Equal(0.05m, same.OfBtc.Raw.Value - other.OfBtc.Raw.Value);
        Assert.Equal(none.OfBtc.Raw, other.OfBtc.Raw);
    }

    [Fact]
    public void A_gap_in_one_asset_is_no_move_of_the_others()
    {
        var calibration = Daily with { Assets = [.. Daily.Assets, new AssetCalibration(Eth, default, Rule)] };
        var gap = new CalibratedDays(calibration).Closes(100m, 10m).Closes(120m).Closes(110m, 11m);
        Assert.Equal(1m, gap.Outcome!.Inputs.Levels[1].Measured.Correlation.Value);
    }

    [Theory]
    [InlineData("deviations", "-")]
    [InlineData("volatility", "-")]
    [InlineData("after", "level of BTC comes out as")]
    [InlineData("before", "level of BTC is 0.1 in version 1, not 0.11")]
    [InlineData("quiet", "level of BTC comes out as")]
    [InlineData("twice", "BTC was recalibrated twice")]
    [InlineData("unknown", "DOGE has no level in version 1")]
    [InlineData("impossible", "what was measured of BTC is impossible")]
    [InlineData("rule", "grid 0 of BTC is not above 0")]
    public void Inputs_that_do_not_give_the_level_are_found(string what, string says)
    {
        var days = new CalibratedDays().Closes(100m);
        var before = days.InForce;
        var inputs = days.Closes(130m).Outcome!.Inputs;
        var (btc, perp) = (inputs.Levels[0], inputs.Levels[1]);
        CalibratedLevel[] levels = what switch
        {
            "deviations" => [btc with { Rule = btc.Rule with { Deviations = 0.3m } }, perp],
            "volatility" => [btc with { Measured = btc.Measured with { Volatility = new Rate(0.09m) } }, perp],
            "after" => [btc with { After = new Rate(0.19m) }, perp],
            "before" => [btc with { Before = new Rate(0.11m) }, perp],
            "quiet" => [btc with { QuietPeriods = 1 }, perp],
            "twice" => [btc, btc],
            "unknown" => [btc with { Name = "DOGE" }],
            "impossible" => [btc with { Measured = btc.Measured with { Holding = new Amount(-1m) } }],
            _ => [btc with { Rule = btc.Rule with { Grid = Rate.Zero } }],
        };
        var problems = new RecalibrationInputs(inputs.BarsUntil, [.. levels]).Problems(before, days.InForce);
        Assert.Contains(problems, problem => problem.Contains(says.Trim('-'), StringComparison.Ordinal));
    }

    [Fact]
    public void A_book_that_the_inputs_do_not_give_is_found()
    {
        var days = new CalibratedDays().Closes(100m);
        var before = days.InForce;
        var inputs = days.Closes(130m).Outcome!.Inputs;
        Assert.Empty(inputs.Problems(before, days.InForce));
        Assert.Equal(2, inputs.Problems(before, before).Count);
        var other = days.InForce.With(Sliced(Btc, (10m, 0.2m), (100m, 0.3m), (1000m, 1m)));
        Assert.Equal(
            "parameters of BTC are not what the inputs give: its level goes from 0.1 to 0.2, and the whole curve with it",
            Assert.Single(inputs.Problems(before, other)));
    }
}
