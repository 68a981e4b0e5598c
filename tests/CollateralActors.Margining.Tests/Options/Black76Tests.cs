using System.Globalization;
using System.Numerics;
using CollateralActors.Margining.Options;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Options;

/// <summary>Time values against an independent computation, and what the theory says of them.</summary>
public sealed class Black76Tests
{
    [Fact]
    public void Time_values_are_right_to_30_digits_of_the_forward_or_strike()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Options", "black-76.csv")).Skip(1).ToList();
        var wrong = rows.Where(row =>
        {
            var cells = row.Split(',');
            var (forward, strike, volatility, years) = (Of(cells[0]), Of(cells[1]), Of(cells[2]), Of(cells[3]));
            var option = Black76.Of(forward, strike);
            var share = option.TimeValue(volatility * Wide.Sqrt(years)) / option.Lower;
            var error = (share * Wide.TenTo(28) * Wide.TenTo(8)).Floor() - BigInteger.Parse(cells[4], CultureInfo.InvariantCulture);
            return BigInteger.Abs(error) > 2_000_000;
        });

        Assert.Equal(3000, rows.Count);
        Assert.Empty(wrong);
    }

    [Theory]
    // Hull, Options, Futures and Other Derivatives: a put on a future at 20, struck at 20, 4 months, 25 %, costs 1.12 before discounting at 9 %.
    [InlineData(20, 20, 0.25, 0.33333333, 1.1506)]
    // Haug, The Complete Guide to Option Pricing Formulas: forward 19, strike 19, 9 months, 28 %, 1.7011 discounted at 10 %.
    [InlineData(19, 19, 0.28, 0.75, 1.8336)]
    public void Textbook_examples_come_out_right(double forward, double strike, double volatility, double years, double price) =>
        Assert.Equal(price, Black76.Of(forward, strike).TimeValue(Wide.Sqrt(years) * volatility).High, 0.0001);

    [Theory]
    // deviation, share of the lower one of forward and strike, in units of its last resolved digit
    [InlineData(0, 100, 100, 0)]
    [InlineData(0, 100, 250, 0)]
    [InlineData(1e-40, 100, 250, 0)]
    [InlineData(1e30, 100, 250, 1)]
    [InlineData(1e30, 250, 100, 1)]
    [InlineData(1e-60, 100, 100, 0)]
    public void It_ends_at_nothing_and_at_the_whole_forward(double deviation, double forward, double strike, double share) =>
        Assert.Equal(share * 100d, Black76.Of(forward, strike).TimeValue(deviation).High, 1e-27);

    [Property(MaxTest = 300)]
    public bool More_volatility_or_time_is_never_worth_less(uint money, uint deviation, ushort more)
    {
        var option = Black76.Of(Wide.One + ((double)(money % 2000) * 0.001), Wide.One);
        var present = Wide.Of(((deviation % 40_000) + 1) * 0.0001m);
        var later = present + Wide.Of((more + 1) * 0.00000001m);
        return Quantum.Down(option.TimeValue(present)) <= Quantum.Down(option.TimeValue(later))
            && Quantum.Up(option.TimeValue(present)) <= Quantum.Up(option.TimeValue(later));
    }

    [Property(MaxTest = 300)]
    public bool A_call_falls_and_a_put_rises_with_the_strike_by_no_more_than_the_strike_does(uint low, ushort more, ushort deviation)
    {
        var forward = 1000m;
        var strikes = (Low: (low % 30_000_000) * 0.0001m + 0.0001m, High: 0m);
        strikes.High = strikes.Low + ((more + 1) * 0.000001m);
        decimal Call(decimal strike) => Math.Max(0m, forward - strike)
            + Quantum.Down(Black76.Of(Wide.Of(forward), Wide.Of(strike)).TimeValue(Wide.Of(deviation * 0.0001m)));
        var fall = Call(strikes.Low) - Call(strikes.High);
        return fall >= 0m && fall <= strikes.High - strikes.Low;
    }

    [Fact]
    public void Exponential_and_logarithm_undo_each_other()
    {
        for (var i = 1; i < 2000; i++)
        {
            var power = Wide.Of(-i * 0.0713m);
            var error = (Elementary.Log(Elementary.Exp(power)) - power) / power;
            Assert.InRange(error.High, -1e-30, 1e-30);
        }
    }

    private static Wide Of(string text) => Wide.Of(decimal.Parse(text, CultureInfo.InvariantCulture));
}
