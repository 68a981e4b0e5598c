using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Recalibration.CalibratedDays;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>What a calibration may not say, and what would be right.</summary>
public sealed class CalibrationProblemsTests
{
    [Fact]
    public void Every_problem_is_named()
    {
        Assert.Empty(Daily.Problems(Adopted));
        foreach (var (calibration, says) in Wrong())
            Assert.Contains(calibration.Problems(Adopted), problem => problem.Contains(says, StringComparison.Ordinal));
    }

    private static IEnumerable<(Calibration, string)> Wrong()
    {
        yield return (Daily with { Bar = TimeSpan.FromMinutes(7) }, "bars of 00:07:00 are not an even part of a day");
        yield return (Daily with { Period = TimeSpan.FromHours(36) }, "is not a whole number of bars");
        yield return (Daily with { Fading = Rate.One }, "lambda 1 is not above 0 and below 1");
        yield return (Daily with { WarmUpBars = 0 }, "0 bars to warm up");
        yield return (Daily with { Assets = [], Instruments = [] }, "nothing follows the market");
        yield return (Daily with { Exposures = [new Exposure(Btc, default), new Exposure(Btc, default)] }, "exposure of BTC is there more than once");
        yield return (Daily with { Assets = [.. Daily.Assets, .. Daily.Assets] }, "asset BTC is there more than once");
        yield return (Of(Usd), "valuation currency USD has no haircuts");
        yield return (Of(new AssetId("DOGE")), "asset DOGE is not in the risk book");
        yield return (Of(Btc, -1m), "holding -1 of BTC is not 0 to");
        yield return (Of(BtcPerp, factor: 0.9m), "initial factor 0.9 of BTC-PERP is not 1 to 10");
        yield return (Of(new InstrumentId("DOGE-PERP")), "instrument DOGE-PERP is not in the risk book");
        yield return (With(Rule with { Deviations = 0m }), "0 deviations of BTC are not above 0");
        yield return (With(Rule with { LeastDays = 0m }), "0 days of BTC are not above 0");
        yield return (With(Rule with { Participation = Rate.Zero }), "participation 0 of BTC is not above 0 and at most 1");
        yield return (With(Rule with { Impact = new Rate(-1m) }), "impact -1 of BTC is not 0 to 1");
        yield return (With(Rule with { Least = new Rate(0.7m) }), "bounds 0.7 and 0.6 of BTC are not 0 to 1 in order");
        yield return (With(Rule with { QuietPeriods = 0 }), "0 quiet periods of BTC are not 1 to 10000");
        yield return (With(Rule with { Fall = new Rate(0.0000000000001m) }), "has more than 12 decimals");

        // Slices of 10 % and 15 %: at a first haircut of 95 % the second counts nothing, and would stay there.
        yield return (With(Rule with { Most = new Rate(0.95m) }), "with a first haircut of 0.95, a later one of BTC is 1 or more; lower the upper bound");

        // 5 % and 2.5 %: initial rates fall twice as fast, and would be below maintenance rates at 0 %.
        yield return (With(BtcPerp, Rule with { Least = Rate.Zero, Most = new Rate(0.2m) }, 3m), "at the lower bounds, initial rate");
    }

    private static Calibration With(LevelRule rule) => Daily with { Assets = [new AssetCalibration(Btc, new Amount(1m), rule)] };

    private static Calibration With(InstrumentId id, LevelRule rule, decimal factor) =>
        Daily with { Instruments = [new InstrumentCalibration(id, new Amount(1m), rule, new Rate(factor))] };

    private static Calibration Of(AssetId id, decimal holding = 1m) =>
        Daily with { Assets = [new AssetCalibration(id, new Amount(holding), Rule)] };

    private static Calibration Of(InstrumentId id, decimal factor = 1m) => With(id, Rule with { Most = new Rate(0.2m) }, factor);
}
