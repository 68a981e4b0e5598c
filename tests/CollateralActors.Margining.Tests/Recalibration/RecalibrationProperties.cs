using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Recalibration.CalibratedDays;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>Random prices, calm and wild, with gaps.</summary>
[Properties(Arbitrary = [typeof(RecalibrationProperties)], MaxTest = 60)]
public sealed class RecalibrationProperties
{
    public static Arbitrary<int[]> Moves() =>
        (from move in Gen.Frequency((6, Gen.Choose(-100, 100)), (2, Gen.Choose(-4000, 4000)), (2, Gen.Constant(0)), (1, Gen.Constant(int.MinValue)))
         select move).ArrayOf().ToArbitrary();

    [Property]
    public void The_book_is_sound_within_bounds_and_never_falls_before_the_quiet_periods(int[] moves)
    {
        var (days, price, low) = (new CalibratedDays().Closes(100m), 100m, 0);
        foreach (var move in moves)
        {
            var before = CurveShift.LevelOf(days.InForce[Specs.Venue.Btc]);
            price = Next(price, move);
            _ = move == int.MinValue ? days.Gap() : days.Closes(price);
            Assert.Empty(RiskBookRules.Problems(days.InForce, Adopted));
            if (days.Outcome!.Inputs.Levels.Count == 0)
                continue;
            var level = days.OfBtc;
            Assert.InRange(level.After.Value, Rule.Least.Value, Rule.Most.Value);
            Assert.InRange(level.After.Value - before.Value, -Rule.Fall.Value, Rule.Rise.Value);
            low = level.Target < before ? low + 1 : 0;
            Assert.True(level.After.CompareTo(before) >= 0 || low >= Rule.QuietPeriods);
            Assert.True(level.Target.CompareTo(before) <= 0 || level.After.CompareTo(before) > 0);
        }
    }

    [Property]
    public void Repeated_bars_change_nothing_wherever_they_come(int[] moves, int seed)
    {
        var price = 100m;
        var bars = moves.Select((move, day) => Bar(day, price = Next(price, move))).ToList();
        var repeated = new List<Bar>();
        var random = new Random(seed);
        foreach (var (day, bar) in bars.Index())
        {
            repeated.Add(bar);
            while (random.Next(3) == 0)
                repeated.Add(bars[random.Next(Math.Max(0, day - BarIntake.Remembered + 1), day + 1)]);
        }

        Assert.Equal(Accepted(bars), Accepted(repeated));
    }

    [Property]
    public void What_was_stored_gives_the_same_level_again(int[] moves)
    {
        var price = 100m;
        var days = new CalibratedDays().Closes(price);
        foreach (var move in moves)
        {
            var before = days.InForce;
            days.Closes(price = Next(price, move));
            Assert.Empty(days.Outcome!.Inputs.Problems(before, days.InForce));
        }
    }

    private static decimal Next(decimal price, int move) =>
        move == int.MinValue ? price : Math.Clamp(Math.Round(price * (1m + (move / 10_000m)), 2), 0.01m, 1_000_000m);

    private static List<Bar> Accepted(IEnumerable<Bar> bars)
    {
        var (intake, accepted) = (BarIntake.Begin(Day), new List<Bar>());
        foreach (var bar in bars)
        {
            var verdict = intake.Offer(bar);
            Assert.IsNotType<BarVerdict.Refused>(verdict);
            if (verdict is not BarVerdict.Accepted next)
                continue;
            intake = next.Intake;
            accepted.Add(bar);
        }

        return accepted;
    }
}
