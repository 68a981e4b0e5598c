using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>From what was measured to a target, against closed forms.</summary>
public sealed class LevelTargetTests
{
    private static readonly LevelRule Rule = CalibratedDays.Rule;

    // Four days to sell 40 at 10 % of 100 a day: a move of 3 × 0.04 × √4 = 0.24, and k √0.4 = 0.0126491106407.
    private static readonly Measured Usual = new(new Rate(0.04m), new Amount(40m), new Amount(100m), Rate.Zero);

    [Fact]
    public void A_haircut_covers_a_fall_while_the_holding_is_sold()
    {
        Assert.Equal(4m, LevelTarget.Days(Rule, Usual));
        // 1 − e^−0.24 = 0.2133721389334…
        Assert.Equal(0.226521249575m, LevelTarget.Raw(CalibratedKind.Haircut, Rule, Usual).Value);
    }

    [Fact]
    public void A_margin_rate_covers_a_rise_too() =>
        // e^0.24 − 1 = 0.2712491503214…
        Assert.Equal(0.284398260963m, LevelTarget.Raw(CalibratedKind.Margin, Rule, Usual).Value);

    [Fact]
    public void Time_to_sell_is_at_least_the_rules_days() =>
        Assert.Equal(1m, LevelTarget.Days(Rule, Usual with { Holding = new Amount(1m) }));

    [Fact]
    public void What_does_not_move_costs_what_selling_costs()
    {
        var still = Usual with { Volatility = Rate.Zero, Holding = new Amount(25m) };
        Assert.Equal(0.0105m, LevelTarget.Raw(CalibratedKind.Haircut, Rule, still).Value);
        Assert.Equal(0.0105m, LevelTarget.Raw(CalibratedKind.Margin, Rule, still).Value);
        Assert.Equal(0.0005m, LevelTarget.Raw(CalibratedKind.Haircut, Rule, still with { Holding = Amount.Zero }).Value);
        Assert.Equal(0.0005m, LevelTarget.Raw(CalibratedKind.Haircut, Rule, still with { Holding = Amount.Zero, Turnover = Amount.Zero }).Value);
    }

    [Fact]
    public void What_nobody_buys_counts_nothing()
    {
        Assert.Equal(Rate.One, LevelTarget.Raw(CalibratedKind.Haircut, Rule, Usual with { Turnover = Amount.Zero }));
        Assert.Equal(Rate.One, LevelTarget.Raw(CalibratedKind.Haircut, Rule, Usual with { Turnover = new Amount(0.000000000001m) }));
    }

    [Fact]
    public void No_target_is_beyond_one_whatever_is_measured()
    {
        foreach (var volatility in new[] { 1m, 100m, 1_000_000_000_000m })
        {
            Assert.Equal(Rate.One, LevelTarget.Raw(CalibratedKind.Margin, Rule, Usual with { Volatility = new Rate(volatility) }));
            Assert.InRange(LevelTarget.Raw(CalibratedKind.Haircut, Rule, Usual with { Volatility = new Rate(volatility) }).Value, 0.99m, 1m);
        }
    }

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(0.5, 0.025)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void Who_falls_whenever_accounts_lose_is_cut_more(double correlation, double more)
    {
        var rule = Rule with { WrongWay = new Rate(0.05m) };
        var raw = LevelTarget.Raw(CalibratedKind.Haircut, rule, Usual with { Correlation = new Rate((decimal)correlation) });
        Assert.Equal(0.226521249575m + (decimal)more, raw.Value, 11);
    }

    [Theory]
    [InlineData("0.226521249575", "0.23")]
    [InlineData("0.225", "0.225")]
    [InlineData("0.225000000001", "0.23")]
    [InlineData("0.01", "0.05")]
    [InlineData("0.05", "0.05")]
    [InlineData("0.599", "0.6")]
    [InlineData("1", "0.6")]
    public void A_target_is_rounded_up_to_half_a_point_within_bounds(string raw, string target) =>
        Assert.Equal(Venue.Number(target), LevelTarget.Of(Rule, new Rate(Venue.Number(raw))).Value);
}
