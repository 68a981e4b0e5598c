using System.Collections.Immutable;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>Folds bars, and decides once a period what haircuts and margin rates should be.</summary>
/// <param name="calibration">Without <see cref="Calibration.Problems"/> for the books that come.</param>
public sealed class Recalibrator(Calibration calibration)
{
    private const int WeightScale = 12;

    /// <summary>The state with the bars that start at one time.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="measured">All assets whose bars are needed, in order.</param>
    /// <param name="bars">Those that have one; each later than the asset's last one (<see cref="BarIntake"/>).</param>
    public RecalibrationState Add(
        RecalibrationState state, ValueList<AssetId> measured, IReadOnlyDictionary<AssetId, Bar> bars)
    {
        var assets = state.Assets.ToBuilder();
        foreach (var (id, bar) in bars)
            assets[id] = state.Of(id).Add(bar, calibration);
        var all = measured.Where(bars.ContainsKey).Select(id => bars[id]).ToList();
        var book = all.Count == measured.Count && measured.Count > 0
            ? state.Book.Add(all, Weights(measured), calibration)
            : state.Book;
        return state with { Assets = assets.ToImmutable(), Book = book };
    }

    /// <summary>Whether a period ends with the bars that start at <paramref name="start"/>.</summary>
    public bool EndsPeriod(Instant start) =>
        (start + calibration.Bar).UnixMilliseconds % (long)calibration.Period.TotalMilliseconds == 0;

    /// <summary>Decides all levels at the end of a period.</summary>
    /// <param name="state">The state with all bars of the period.</param>
    /// <param name="book">The book in force.</param>
    /// <param name="end">When the period ends.</param>
    /// <remarks>
    /// A level whose asset has too few returns yet, or had no bar at the end of this period, is left alone: its quiet
    /// periods are neither more nor fewer afterwards.
    /// </remarks>
    public RecalibrationOutcome Decide(RecalibrationState state, RiskBook book, Instant end)
    {
        var measured = calibration.MeasuredIn(book);
        var levels = new List<CalibratedLevel>();
        foreach (var asset in calibration.Assets.Where(asset => IsKnown(state, asset.Asset, end)))
        {
            var measure = Measure(state, measured, asset.Asset, asset.Holding);
            var level = CurveShift.LevelOf(book[asset.Asset]);
            Add(CalibratedKind.Haircut, asset.Asset.Value, asset.Rule, Rate.One, measure, level);
        }

        foreach (var instrument in calibration.Instruments)
        {
            var parameters = book[instrument.Instrument];
            if (!IsKnown(state, parameters.Base, end))
                continue;
            var measure = Measure(state, measured, parameters.Base, instrument.OpenInterest);
            Add(
                CalibratedKind.Margin, instrument.Instrument.Value, instrument.Rule, instrument.InitialFactor, measure,
                CurveShift.LevelOf(parameters));
        }

        var inputs = new RecalibrationInputs(end, [.. levels]);
        var quiet = levels.Aggregate(
            state.Quiet, (quiet, level) => quiet.SetItem((level.Kind, level.Name), level.QuietPeriods));
        return new RecalibrationOutcome(state with { Quiet = quiet }, inputs.AppliedTo(book), inputs);

        void Add(CalibratedKind kind, string name, LevelRule rule, Rate factor, Measured measure, Rate level) =>
            levels.Add(CalibratedLevel.Decide(
                kind, name, rule, factor, measure, state.Quiet.GetValueOrDefault((kind, name)), level));
    }

    private bool IsKnown(RecalibrationState state, AssetId asset, Instant end)
    {
        var measure = state.Of(asset);
        return measure.Returns >= calibration.WarmUpBars
            && measure.Last is { } last && last.Start + calibration.Bar == end;
    }

    private Measured Measure(
        RecalibrationState state, ValueList<AssetId> measured, AssetId asset, Amount units)
    {
        var measure = state.Of(asset);
        var index = measured.Index().First(each => each.Item == asset).Index;
        return new Measured(
            measure.VolatilityADay(calibration.Bar),
            new Amount(Decimals.Normal(Decimals.Up(units.Value * measure.Last!.Close.Value, Figures.Scale))),
            measure.TurnoverADay(calibration.Bar),
            state.Book.CorrelationOf(index));
    }

    // Only their proportions matter for a correlation; shares of the sum keep products small.
    private List<decimal> Weights(ValueList<AssetId> measured)
    {
        var sum = calibration.Exposures.Sum(exposure => Math.Abs(exposure.Value.Value));
        return
        [
            .. measured.Select(asset => sum == 0m ? 0m : Math.Round(
                calibration.Exposures.FirstOrDefault(e => e.Asset == asset).Value.Value / sum,
                WeightScale,
                MidpointRounding.ToEven)),
        ];
    }
}
