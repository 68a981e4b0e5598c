using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Calibrations;

/// <summary>Reads which parameters of a risk book follow the market: docs/recalibration.md.</summary>
public static class CalibrationReader
{
    private const int MinutesADay = 1440;
    private const int MostMinutes = 366 * MinutesADay;

    private static readonly NumberRange Exposures = new(0m, value =>
        Math.Abs(value) <= Limits.Largest ? null : $"is beyond {Decimals.Plain(Limits.Largest)}");

    /// <summary>Whether a file says how parameters follow the market, and not what they are.</summary>
    /// <remarks>By the length of its bars, which no risk book has; of what cannot be read it is false.</remarks>
    public static bool IsCalibration(string path) =>
        JsonFile.Read(path, file => file.Has("barMinutes") ? path : null).Content is not null;

    /// <summary>Reads the file at <paramref name="path"/>, for a book whose levels it moves.</summary>
    public static FileReading<CalibrationFile> Read(string path, RiskBook book) =>
        JsonFile.Read(path, file => Read(file, Path.GetDirectoryName(Path.GetFullPath(path))!, book));

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="name"/>.</summary>
    public static FileReading<CalibrationFile> Parse(string name, string text, RiskBook book) =>
        JsonFile.Parse(name, text, file => Read(file, "", book));

    private static CalibrationFile? Read(JsonObjectReader file, string folder, RiskBook book)
    {
        var calibration = new Calibration(
            Minutes(file, "barMinutes", 1, MinutesADay),
            Minutes(file, "periodMinutes", 1, MostMinutes),
            new Rate(file.Number("lambda", NumberRange.Share)),
            Whole(file, "warmUpBars", 1, Calibration.MostBars),
            Whole(file, "turnoverBars", 1, Calibration.MostBars),
            [.. file.Objects("assets").Select(asset => ReadAsset(new AssetId(asset.Name), asset.Object))],
            [.. file.Objects("instruments").Select(i => ReadInstrument(new InstrumentId(i.Name), i.Object))],
            [.. file.Numbers("exposures", Exposures)
                .Select(exposure => new Exposure(new AssetId(exposure.Name), new Amount(exposure.Number)))]);
        var sources = file.Objects("bars")
            .Select(bars => ReadSource(new AssetId(bars.Name), bars.Object, folder)).ToList();
        file.Needs("bars");
        file.Done();
        if (file.Problems.Found.Count > 0)
            return null;
        foreach (var problem in calibration.Problems(book))
            file.Wrong(problem);
        foreach (var asset in calibration.MeasuredIn(book).Where(asset => sources.All(source => source.Asset != asset)))
            file.Wrong("bars", $"bars of {asset} are missing; what follows its price needs them");
        return file.Problems.Found.Count == 0 ? new CalibrationFile(calibration, sources) : null;
    }

    private static AssetCalibration ReadAsset(AssetId id, JsonObjectReader asset)
    {
        var holding = new Amount(asset.Number("holding", NumberRange.NotNegative.AtMost(Limits.Largest)));
        var rule = ReadRule(asset);
        asset.Done();
        return new AssetCalibration(id, holding, rule);
    }

    private static InstrumentCalibration ReadInstrument(InstrumentId id, JsonObjectReader instrument)
    {
        var size = new Amount(instrument.Number("openInterest", NumberRange.NotNegative.AtMost(Limits.Largest)));
        var factor = new Rate(instrument.Number("initialFactor", NumberRange.AtLeastOne.AtMost(10m), 1m));
        var rule = ReadRule(instrument);
        instrument.Done();
        return new InstrumentCalibration(id, size, rule, factor);
    }

    private static LevelRule ReadRule(JsonObjectReader level) => new(
        level.Number("deviations", NumberRange.Positive.AtMost(LevelRule.MostDeviations)),
        Positive(level, "participation", 0.1m),
        level.Number("leastDays", NumberRange.Positive.AtMost(LevelRule.LongestDays), 1m),
        new Rate(level.Number("halfSpread", NumberRange.Share, 0m)),
        new Rate(level.Number("impact", NumberRange.Share, 0m)),
        new Rate(level.Number("wrongWay", NumberRange.Share, 0m)),
        new Rate(level.Number("least", NumberRange.Share)),
        new Rate(level.Number("most", NumberRange.Share)),
        Positive(level, "grid", 0.005m),
        Positive(level, "rise"),
        Whole(level, "quietPeriods", 1, LevelRule.MostQuietPeriods),
        Positive(level, "fall"));

    private static BarSource ReadSource(AssetId asset, JsonObjectReader bars, string folder)
    {
        var path = Path.Combine(folder, bars.Text("file"));
        var minutes = bars.Number("shiftMinutes", NumberRange.Whole(-MostMinutes, MostMinutes), 0m);
        bars.Done();
        return new BarSource(asset, path, TimeSpan.FromMinutes((int)minutes));
    }

    private static Rate Positive(JsonObjectReader level, string name, decimal? otherwise = null)
    {
        var range = NumberRange.Positive.AtMost(1m);
        return new Rate(otherwise is { } known ? level.Number(name, range, known) : level.Number(name, range));
    }

    private static TimeSpan Minutes(JsonObjectReader file, string name, int from, int to) =>
        TimeSpan.FromMinutes(Whole(file, name, from, to));

    private static int Whole(JsonObjectReader file, string name, int from, int to) =>
        (int)file.Number(name, NumberRange.Whole(from, to));
}
