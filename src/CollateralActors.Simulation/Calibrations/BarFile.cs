using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Calibrations;

/// <summary>
/// Reads bars that may have gaps and repeated rows: a header; date (<c>yyyy-MM-dd</c> or
/// <c>yyyy-MM-ddTHH:mm:ssZ</c>), open, high, low, close, volume.
/// </summary>
public static class BarFile
{
    private const string Header = "date,open,high,low,close,volume";
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int Fields = 6;

    /// <summary>The bars of a file, each once, in order of time.</summary>
    /// <exception cref="PriceFileException">A row that is no bar, or out of order: where, and what is
    /// wrong.</exception>
    public static IReadOnlyList<Bar> Read(string path, TimeSpan length, TimeSpan shift)
    {
        using var text = File.OpenText(path);
        return Read(text, Path.GetFileName(path), length, shift);
    }

    /// <summary>The bars in <paramref name="text"/>, the content of <paramref name="file"/>.</summary>
    /// <exception cref="PriceFileException">A row that is no bar, or out of order: where, and what is
    /// wrong.</exception>
    public static IReadOnlyList<Bar> Read(TextReader text, string file, TimeSpan length, TimeSpan shift)
    {
        var (intake, bars) = (BarIntake.Begin(length), new List<Bar>());
        foreach (var row in CsvRow.Read(text, file, Header, Fields))
        {
            var isTime = row.Fields[0].Contains('T', StringComparison.Ordinal);
            var start = row.Time(0, "date", isTime ? TimeFormat : DateFormat);
            var bar = new Bar(
                start + shift,
                new Price(row.Decimal(1, "open")),
                new Price(row.Decimal(2, "high")),
                new Price(row.Decimal(3, "low")),
                new Price(row.Decimal(4, "close")),
                new Amount(row.Decimal(5, "volume")));
            switch (intake.Offer(bar))
            {
                case BarVerdict.Refused refused:
                    throw row.Fault(refused.Found, refused.Expected);
                case BarVerdict.Accepted accepted:
                    intake = accepted.Intake;
                    bars.Add(bar);
                    break;
            }
        }

        return bars;
    }
}
