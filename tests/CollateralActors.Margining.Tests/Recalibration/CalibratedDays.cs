using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>A venue whose haircuts of BTC and ETH and margin of BTC-PERP follow daily bars, day by day.</summary>
internal sealed class CalibratedDays
{
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly LevelRule Rule = new(
        Deviations: 3m,
        Participation: new Rate(0.1m),
        LeastDays: 1m,
        HalfSpread: new Rate(0.0005m),
        Impact: new Rate(0.02m),
        WrongWay: Rate.Zero,
        Least: new Rate(0.05m),
        Most: new Rate(0.6m),
        Grid: new Rate(0.005m),
        Rise: new Rate(0.1m),
        QuietPeriods: 3,
        Fall: new Rate(0.02m));

    public static readonly Calibration Daily = new(
        Day,
        Day,
        new Rate(0.94m),
        WarmUpBars: 1,
        TurnoverBars: 30,
        [new AssetCalibration(Btc, new Amount(100m), Rule)],
        [new InstrumentCalibration(BtcPerp, new Amount(100m), Rule with { Least = new Rate(0.01m), Most = new Rate(0.2m) }, new Rate(2m))],
        [new Exposure(Btc, new Amount(1_000_000m))]);

    public static readonly RiskBook Adopted = Rules.With(Sliced(Btc, (10m, 0.1m), (100m, 0.15m), (1000m, 1m)));

    private readonly Recalibrator recalibrator;
    private readonly ValueList<AssetId> measured;
    private int day;

    public CalibratedDays(Calibration? calibration = null, RiskBook? book = null)
    {
        InForce = book ?? Adopted;
        var rules = calibration ?? Daily;
        Assert.Empty(rules.Problems(InForce));
        (recalibrator, measured) = (new Recalibrator(rules), rules.MeasuredIn(InForce));
    }

    public RecalibrationState State { get; private set; } = RecalibrationState.None;

    public RiskBook InForce { get; private set; }

    public RecalibrationOutcome? Outcome { get; private set; }

    public CalibratedLevel OfBtc => Outcome!.Inputs.Levels[0];

    public static Bar Bar(int day, decimal close, decimal volume = 1000m) => new(
        new Instant(day * 86_400_000L), new Price(close), new Price(close), new Price(close), new Price(close), new Amount(volume));

    public static AssetParameters Sliced(AssetId id, params (decimal UpTo, decimal Haircut)[] slices) =>
        Asset(id, 8) with
        {
            Collateral = new CollateralSchedule([.. slices.Select(s => new HaircutSlice(new Amount(s.UpTo), new Rate(s.Haircut)))]),
        };

    /// <summary>A day with a bar of BTC, and of ETH where it has a price; then the levels are decided.</summary>
    public CalibratedDays Closes(decimal btc, decimal? eth = null, decimal volume = 1000m)
    {
        var bars = new Dictionary<AssetId, Bar> { [Btc] = Bar(day, btc, volume) };
        if (eth is { } price)
            bars[Eth] = Bar(day, price, volume);
        return With(bars);
    }

    /// <summary>A day without bars.</summary>
    public CalibratedDays Gap() => With([]);

    public CalibratedDays Each(IEnumerable<decimal> closes) => closes.Aggregate(this, (days, close) => days.Closes(close));

    private CalibratedDays With(Dictionary<AssetId, Bar> bars)
    {
        State = recalibrator.Add(State, measured, bars);
        Outcome = recalibrator.Decide(State, InForce, new Instant(++day * 86_400_000L));
        Assert.Empty(Outcome.Inputs.Problems(InForce, Outcome.Book));
        (State, InForce) = (Outcome.State, Outcome.Book);
        return this;
    }
}

/// <summary>Books with other assets.</summary>
internal static class OtherBooks
{
    public static RiskBook With(this RiskBook book, params AssetParameters[] instead) => new(
        book.Version, book.Valuation, book.MarginCallRatio, book.LiquidationTarget,
        book.Assets.Select(asset => instead.FirstOrDefault(other => other.Id == asset.Id) ?? asset), book.Instruments);
}
