using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Calibrations;

/// <summary>What came of one period of a run.</summary>
/// <param name="End">When it ended.</param>
/// <param name="Levels">Every level that was decided.</param>
/// <param name="Closes">The last close of each asset that had a bar.</param>
public sealed record RecalibratedPeriod(
    Instant End, ValueList<CalibratedLevel> Levels, IReadOnlyDictionary<AssetId, Price> Closes);

/// <summary>Recalibrates a book over a history of bars, period by period.</summary>
/// <param name="Book">The book after the last period.</param>
/// <param name="Periods">Every period that a bar ends, in order.</param>
/// <param name="Inputs">What the last period was decided from; null where no bar ended a period.</param>
public sealed record RecalibrationRun(
    RiskBook Book, IReadOnlyList<RecalibratedPeriod> Periods, RecalibrationInputs? Inputs)
{
    /// <summary>Plays the bars.</summary>
    /// <param name="calibration">Without problems for the book.</param>
    /// <param name="book">The book in force.</param>
    /// <param name="series">Each asset's bars, in order.</param>
    /// <param name="from">
    /// Levels move from the first period on that ends after this time. Before it periods are measured, and their quiet
    /// ones are counted, but the book stays. Null: only the last period moves levels.
    /// </param>
    public static RecalibrationRun Play(
        Calibration calibration, RiskBook book, IReadOnlyDictionary<AssetId, IReadOnlyList<Bar>> series, Instant? from)
    {
        var recalibrator = new Recalibrator(calibration);
        var measured = calibration.MeasuredIn(book);
        var times = series
            .SelectMany(each => each.Value, (each, bar) => (Asset: each.Key, Bar: bar))
            .GroupBy(each => each.Bar.Start).OrderBy(group => group.Key).ToList();
        var last = times.LastOrDefault(group => recalibrator.EndsPeriod(group.Key))?.Key;
        var (state, inputs) = (RecalibrationState.None, default(RecalibrationInputs));
        var periods = new List<RecalibratedPeriod>();
        foreach (var bars in times)
        {
            state = recalibrator.Add(state, measured, bars.ToDictionary(each => each.Asset, each => each.Bar));
            if (!recalibrator.EndsPeriod(bars.Key))
                continue;
            var end = bars.Key + calibration.Bar;
            var outcome = recalibrator.Decide(state, book, end);
            var moves = from is { } time ? end > time : bars.Key == last;
            (state, inputs) = (outcome.State, outcome.Inputs);
            var levels = moves
                ? outcome.Inputs.Levels
                : [.. outcome.Inputs.Levels.Select(level => level with { After = level.Before })];
            book = moves ? outcome.Book : book;
            var closes = bars.ToDictionary(each => each.Asset, each => each.Bar.Close);
            periods.Add(new RecalibratedPeriod(end, levels, closes));
        }

        return new RecalibrationRun(book, periods, inputs);
    }
}
