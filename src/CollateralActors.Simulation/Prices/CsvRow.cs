using System.Globalization;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>One line of a comma-separated file without quoting, and where it stands.</summary>
internal readonly record struct CsvRow(string File, int Line, string[] Fields)
{
    /// <summary>
    /// The lines after the header; the header must be exactly <paramref name="header"/>, null is none.
    /// </summary>
    public static IEnumerable<CsvRow> Read(TextReader text, string file, string? header, int fields)
    {
        var line = 0;
        if (header is not null)
        {
            var first = text.ReadLine();
            line++;
            if (first != header)
                throw new PriceFileException(
                    file, line, first is null ? "the file is empty" : $"the header is '{first}'", $"'{header}'");
        }

        while (text.ReadLine() is { } content)
        {
            var row = new CsvRow(file, ++line, content.Split(','));
            if (row.Fields.Length != fields)
                throw row.Fault(
                    Text($"{row.Fields.Length} fields in '{content}'"), Text($"{fields}, separated by commas"));
            yield return row;
        }

        if (line == (header is null ? 0 : 1))
            throw new PriceFileException(file, line + 1, "there are no rows", "at least one");
    }

    public PriceFileException Fault(string problem, string expected) => new(File, Line, problem, expected);

    public decimal Decimal(int field, string name, NumberStyles styles = NumberStyles.AllowDecimalPoint) =>
        decimal.TryParse(Fields[field], styles, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault($"{name} is '{Fields[field]}'", "a plain decimal number such as 95222.5");

    public long Integer(int field, string name, long highest, string unit) =>
        long.TryParse(Fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= highest
            ? value
            : throw Fault($"{name} is '{Fields[field]}'", Text($"{unit}, 0 to {highest}"));

    public Instant Time(int field, string name, string format) =>
        DateTime.TryParseExact(Fields[field], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc)
            && utc >= DateTime.UnixEpoch
            ? InstantOf(utc)
            : throw Fault($"{name} is '{Fields[field]}'", $"a time from 1970 on, written {format}");

    /// <summary>A difference of two times knows no time zone, so that of the machine cannot come in.</summary>
    public static Instant InstantOf(DateTime utc) =>
        new((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
