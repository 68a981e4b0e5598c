using System.Globalization;
using CollateralActors.Audit.Tests.Journals;
using Xunit.Abstractions;

namespace CollateralActors.Audit.Tests;

/// <summary>
/// Whatever the seed, a deep crash ends: nobody stays in liquidation, nothing is owed, and the journal holds. How many
/// seeds is said by COLLATERAL_CRASH_SEEDS; scripts/soak plays a thousand.
/// </summary>
public sealed class DeepCrashTests(ITestOutputHelper output)
{
    private const int Usual = 12;

    [Fact]
    public void Every_seed_ends_with_a_journal_that_holds()
    {
        var seeds = Environment.GetEnvironmentVariable("COLLATERAL_CRASH_SEEDS") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Usual;
        var (deleveraged, dry, shared, faults, postponed) = (0, 0, 0, 0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var crash = new DeepCrash(seed);
            var outcome = crash.Play();
            if (outcome.Problems.Count > 0)
            {
                var smallest = crash.Shrunk();
                Assert.Fail($"{crash}: {outcome.Problems[0]}. Smallest: {smallest}: {smallest.Play().Problems[0]}");
            }

            (deleveraged, dry) = (deleveraged + Math.Min(1, outcome.Deleveraged), dry + Math.Min(1, outcome.Short));
            (shared, faults) = (shared + Math.Min(1, outcome.Shared), faults + outcome.Faults);
            postponed += Math.Min(1, outcome.Postponed);
        }

        output.WriteLine(
            $"{seeds} seeds: {deleveraged} deleverage, in {dry} the fund runs dry, in {shared} losses are shared, "
            + $"in {postponed} liquidations wait for prices; {faults} faults");
        Assert.True(deleveraged * 10 > seeds * 9 && dry * 10 > seeds * 9, $"{deleveraged} and {dry} of {seeds}");
        Assert.True(faults > 10 * seeds, $"{faults} faults");
        Assert.True(postponed > 0, "no prices were lost");
    }
}
