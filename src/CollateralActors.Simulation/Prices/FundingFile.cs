using System.Globalization;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>Reads funding rates: no header; time in UTC written <c>yyyyMMdd HH:mm:ss</c>, rate; times rise.</summary>
public static class FundingFile
{
    private const int Fields = 2;

    public static IReadOnlyList<FundingPayment> Read(string path)
    {
        using var text = File.OpenText(path);
        return Read(text, Path.GetFileName(path));
    }

    public static IReadOnlyList<FundingPayment> Read(TextReader text, string file)
    {
        var payments = new List<FundingPayment>();
        foreach (var row in CsvRow.Read(text, file, header: null, Fields))
        {
            var time = row.Time(0, "time", "yyyyMMdd HH:mm:ss");
            if (payments.Count > 0 && time <= payments[^1].Time)
                throw row.Fault($"{time} does not follow {payments[^1].Time}", "a later time");
            var rate = row.Decimal(1, "rate", NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign);
            if (rate is <= -1m or >= 1m)
                throw row.Fault($"rate is {Decimals.Plain(rate)}", "more than -1 and less than 1");
            payments.Add(new FundingPayment(time, new Rate(rate)));
        }

        return payments;
    }
}
