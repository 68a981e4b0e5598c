using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Recalibration.CalibratedDays;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>Which bars count.</summary>
public sealed class BarIntakeTests
{
    private static readonly Bar Usual = new(
        new Instant(10 * 86_400_000L), new Price(100m), new Price(110m), new Price(90m), new Price(105m), new Amount(7m));

    [Fact]
    public void Bars_in_order_count_with_gaps_between_them()
    {
        var intake = Given(Bar(1, 100m), Bar(2, 101m), Bar(9, 102m));
        Assert.Equal([1L, 2L, 9L], intake.Recent.Select(bar => bar.Start.UnixMilliseconds / 86_400_000L));
    }

    [Fact]
    public void A_bar_that_is_there_already_is_ignored()
    {
        var intake = Given(Bar(1, 100m), Bar(2, 101m), Bar(4, 102m));
        Assert.IsType<BarVerdict.Ignored>(intake.Offer(Bar(4, 102m)));
        Assert.IsType<BarVerdict.Ignored>(intake.Offer(Bar(1, 100m)));
    }

    [Fact]
    public void A_late_bar_of_a_closed_period_is_refused() =>
        Refused(Given(Bar(1, 100m), Bar(4, 102m)), Bar(3, 101m), "the bar of 1970-01-04T00:00:00.000Z comes after that of 1970-01-05");

    [Fact]
    public void A_correction_of_a_bar_is_refused() =>
        Refused(Given(Bar(1, 100m), Bar(4, 102m)), Bar(4, 102.5m), "the bar of 1970-01-05T00:00:00.000Z is not the one before");

    [Fact]
    public void What_lies_too_far_behind_is_late_even_if_it_was_there()
    {
        var intake = Given([.. Enumerable.Range(0, BarIntake.Remembered + 1).Select(day => Bar(day, 100m))]);
        Assert.IsType<BarVerdict.Ignored>(intake.Offer(Bar(1, 100m)));
        Refused(intake, Bar(0, 100m), "comes after");
    }

    [Fact]
    public void An_impossible_bar_is_refused_with_what_is_wrong()
    {
        Assert.IsType<BarVerdict.Accepted>(BarIntake.Begin(Day).Offer(Usual));
        foreach (var (bar, says) in new[]
        {
            (Usual with { Start = new Instant(1) }, "1970-01-01T00:00:00.001Z is not the start of a bar"),
            (Usual with { High = new Price(89m) }, "high 89 is below low 90"),
            (Usual with { Open = new Price(111m) }, "open 111 and close 105 are not within low 90 and high 110"),
            (Usual with { Close = new Price(89m) }, "open 100 and close 89 are not within low 90 and high 110"),
            (Usual with { Low = default }, "low is 0"),
            (Usual with { Close = new Price(-1m) }, "close is -1"),
            (Usual with { High = new Price(1_000_000_000_001m) }, "high is 1000000000001"),
            (Usual with { Volume = new Amount(-1m) }, "volume is -1"),
        })
            Refused(BarIntake.Begin(Day), bar, says);
    }

    private static BarIntake Given(params Bar[] bars) => bars.Aggregate(
        BarIntake.Begin(Day), (intake, bar) => Assert.IsType<BarVerdict.Accepted>(intake.Offer(bar)).Intake);

    private static void Refused(BarIntake intake, Bar bar, string says) =>
        Assert.Contains(says, Assert.IsType<BarVerdict.Refused>(intake.Offer(bar)).Found, StringComparison.Ordinal);
}
