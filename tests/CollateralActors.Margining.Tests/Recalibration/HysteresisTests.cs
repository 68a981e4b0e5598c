using System.Globalization;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>Up at once in steps, down after three quiet periods: periods of targets, and the levels that follow.</summary>
public sealed class HysteresisTests
{
    [Theory]
    [InlineData("0.10", "0.10 0.10", "0.1 0.1")]
    [InlineData("0.10", "0.15 0.20", "0.15 0.2")]
    [InlineData("0.10", "0.45 0.45 0.45 0.45 0.45", "0.2 0.3 0.4 0.45 0.45")]
    [InlineData("0.20", "0.10 0.10 0.10 0.10 0.10 0.10 0.10 0.10", "0.2 0.2 0.18 0.16 0.14 0.12 0.1 0.1")]
    [InlineData("0.20", "0.10 0.10 0.20 0.10 0.10 0.10", "0.2 0.2 0.2 0.2 0.2 0.18")]
    [InlineData("0.20", "0.10 0.10 0.21 0.10 0.10 0.10", "0.2 0.2 0.21 0.21 0.21 0.19")]
    [InlineData("0.20", "0.195 0.195 0.195 0.195", "0.2 0.2 0.195 0.195")]
    public void A_level_follows_its_target(string level, string targets, string levels)
    {
        var (now, quiet, found) = (Rate(level), 0, new List<string>());
        foreach (var target in targets.Split(' ').Select(Rate))
        {
            quiet = Hysteresis.Quiet(now, target, quiet);
            now = Hysteresis.Next(CalibratedDays.Rule, now, target, quiet);
            found.Add(now.ToString());
        }

        Assert.Equal(levels, string.Join(' ', found));
    }

    private static Rate Rate(string text) => new(decimal.Parse(text, CultureInfo.InvariantCulture));
}
