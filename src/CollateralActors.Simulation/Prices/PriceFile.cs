using System.Globalization;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>How a file of bars is written.</summary>
public enum PriceFileFormat
{
    /// <summary>Header; start in Unix seconds, open, high, low, close, volume; a row for every minute.</summary>
    BitstampMinutes,

    /// <summary>
    /// No header; start in milliseconds of a day, open, high, low, close, volume; minutes without trades have no row.
    /// </summary>
    LeanMinutes,

    /// <summary>Header; date, open, high, low, close, volume; a row for every day.</summary>
    Daily,
}

/// <summary>
/// Reads bars. A row that is out of order, out of step or impossible is a <see cref="PriceFileException"/>.
/// </summary>
public static class PriceFile
{
    private const int Fields = 6;
    private const long LatestUnixSecond = 253_402_300_799;
    private const long LastMillisecondOfDay = 86_399_999;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="path">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="day">
    /// Day of a <see cref="PriceFileFormat.LeanMinutes"/> file; absent, its name says <c>yyyyMMdd</c>.
    /// </param>
    public static IReadOnlyList<PriceBar> Read(string path, PriceFileFormat format, DateOnly? day = null)
    {
        using var text = File.OpenText(path);
        return Read(text, Path.GetFileName(path), format, day);
    }

    /// <param name="text">The content.</param>
    /// <param name="file">Its name, for errors and for the day.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="day">
    /// Day of a <see cref="PriceFileFormat.LeanMinutes"/> file; absent, the name says <c>yyyyMMdd</c>.
    /// </param>
    public static IReadOnlyList<PriceBar> Read(
        TextReader text, string file, PriceFileFormat format, DateOnly? day = null)
    {
        return format switch
        {
            PriceFileFormat.BitstampMinutes =>
                Bars(Rows("timestamp,open,high,low,close,volume"), Minute, mayHaveGaps: false, BitstampStart),
            PriceFileFormat.LeanMinutes when (day ?? DayIn(file)) is { } known =>
                Bars(Rows(header: null), Minute, mayHaveGaps: true, row => LeanStart(row, known)),
            PriceFileFormat.LeanMinutes => throw new PriceFileException(
                file, 1, "the times are milliseconds of a day that is not known",
                "a day, or a name such as btc_20221213.csv"),
            PriceFileFormat.Daily =>
                Bars(Rows("date,open,high,low,close,volume"), TimeSpan.FromDays(1), mayHaveGaps: false, DailyStart),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format of price files"),
        };

        IEnumerable<CsvRow> Rows(string? header) => CsvRow.Read(text, file, header, Fields);
    }

    private static List<PriceBar> Bars(
        IEnumerable<CsvRow> rows, TimeSpan length, bool mayHaveGaps, Func<CsvRow, Instant> startOf)
    {
        var bars = new List<PriceBar>();
        foreach (var row in rows)
        {
            var start = startOf(row);
            if (start.UnixMilliseconds % (long)length.TotalMilliseconds != 0)
                throw row.Fault($"{start} is not the start of a bar", $"a whole multiple of {length:c}");
            if (bars.Count > 0 && !Follows(start - bars[^1].Start, length, mayHaveGaps))
                throw row.Fault(
                    $"{start} does not follow {bars[^1].Start}",
                    $"{bars[^1].Start + length}{(mayHaveGaps ? " or later" : "")}");
            bars.Add(Bar(row, start, length));
        }

        return bars;
    }

    private static bool Follows(TimeSpan step, TimeSpan length, bool mayHaveGaps) =>
        mayHaveGaps ? step >= length : step == length;

    private static PriceBar Bar(CsvRow row, Instant start, TimeSpan length)
    {
        var (open, high, low, close) =
            (PriceIn(row, 1, "open"), PriceIn(row, 2, "high"), PriceIn(row, 3, "low"), PriceIn(row, 4, "close"));
        if (low > open || low > close || open > high || close > high)
            throw row.Fault(
                $"open {open}, high {high}, low {low}, close {close} is no bar", "low ≤ open, close ≤ high");
        return new PriceBar(start, length, open, high, low, close, row.Decimal(5, "volume"));
    }

    private static Price PriceIn(CsvRow row, int field, string name)
    {
        var price = row.Decimal(field, name);
        if (price <= 0m || price > Quote.LargestPrice.Value || !Decimals.FitsScale(price, Decimals.LargestScale))
            throw row.Fault(
                $"{name} is {Decimals.Plain(price)}",
                FormattableString.Invariant(
                    $"more than 0, at most {Quote.LargestPrice}, at most {Decimals.LargestScale} decimals"));
        return new Price(price);
    }

    private static Instant BitstampStart(CsvRow row) =>
        new(row.Integer(0, "timestamp", LatestUnixSecond, "Unix seconds") * 1000);

    private static Instant LeanStart(CsvRow row, DateOnly day) =>
        CsvRow.InstantOf(day.ToDateTime(TimeOnly.MinValue))
            + TimeSpan.FromMilliseconds(row.Integer(0, "time", LastMillisecondOfDay, "milliseconds of the day"));

    private static Instant DailyStart(CsvRow row) => row.Time(0, "date", "yyyy-MM-dd");

    private static DateOnly? DayIn(string file)
    {
        var invariant = CultureInfo.InvariantCulture;
        foreach (var part in Path.GetFileNameWithoutExtension(file).Split('_', '-', '.'))
        {
            if (DateOnly.TryParseExact(part, "yyyyMMdd", invariant, DateTimeStyles.None, out var day))
                return day;
        }

        return null;
    }
}
