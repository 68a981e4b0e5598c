using CollateralActors.Margining.Margin;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>A status that an account changed to at a frame.</summary>
internal readonly record struct StatusChange(int Frame, int Account, MarginStatus Status);

/// <summary>
/// The baseline: every account at every frame, in one loop over contiguous arrays of 64-bit integers. The population's amounts are
/// chosen so that no sum or product leaves 64 bits, which is faster than any arithmetic that would serve a venue in general.
/// </summary>
internal sealed class ArrayScan
{
    private const int Legs = StressedPopulation.Legs;

    private static readonly long FirstEnd = StressedPopulation.Tiers[0].UpTo * StressedPopulation.ValueUnits;
    private static readonly long SecondEnd = StressedPopulation.Tiers[1].UpTo * StressedPopulation.ValueUnits;
    private static readonly long FirstRate = StressedPopulation.Tiers[0].Rate;
    private static readonly long SecondRate = StressedPopulation.Tiers[1].Rate;
    private static readonly long ThirdRate = StressedPopulation.Tiers[2].Rate;
    private static readonly long SecondDeduction = FirstEnd * (SecondRate - FirstRate);
    private static readonly long ThirdDeduction = SecondDeduction + (SecondEnd * (ThirdRate - SecondRate));

    private readonly StressedPopulation population;
    private readonly long[] balances;
    private readonly MarginStatus[] statuses;
    private readonly long callTenths;

    public ArrayScan(StressedPopulation population, ReadOnlySpan<long> prices)
        : this(population, [.. population.Balances], new MarginStatus[population.Accounts])
    {
        for (var account = 0; account < statuses.Length; account++)
            statuses[account] = StatusOf(account, prices);
    }

    private ArrayScan(StressedPopulation population, long[] balances, MarginStatus[] statuses)
    {
        (this.population, this.balances, this.statuses) = (population, balances, statuses);
        callTenths = (long)(population.Risk.MarginCallRatio.Value * 10m);
    }

    /// <summary>
    /// Maintenance requirement of a value, in 1e-11: value × rate − deduction of the bracket where that is greatest. Without branches,
    /// which nobody could predict.
    /// </summary>
    public static long Maintenance(long value) => unchecked(
        Math.Max(value * FirstRate, Math.Max((value * SecondRate) - SecondDeduction, (value * ThirdRate) - ThirdDeduction)));

    /// <summary>The same state once more.</summary>
    public ArrayScan Copy() => new(population, [.. balances], [.. statuses]);

    /// <summary>Brings every status up to date, and adds those that changed.</summary>
    public void Pass(int frame, ReadOnlySpan<long> prices, List<StatusChange> changes)
    {
        var all = statuses;
        for (var account = 0; account < all.Length; account++)
        {
            var status = StatusOf(account, prices);
            if (status != all[account])
                Change(account, status, frame, prices, changes);
        }
    }

    private void Change(int account, MarginStatus status, int frame, ReadOnlySpan<long> prices, List<StatusChange> changes)
    {
        changes.Add(new StatusChange(frame, account, status));
        if (status is MarginStatus.Liquidation or MarginStatus.Bankrupt)
        {
            balances[account] = population.TopUp(account, frame, prices);
            status = StatusOf(account, prices);
        }

        statuses[account] = status;
    }

    private MarginStatus StatusOf(int account, ReadOnlySpan<long> prices)
    {
        unchecked
        {
            var quantities = population.Quantities.AsSpan(account * Legs, Legs);
            var entryValues = population.EntryValues.AsSpan(account * Legs, Legs);
            var instruments = population.Instruments.AsSpan(account * Legs, Legs);
            var (net, maintenance) = (balances[account], 0L);
            for (var leg = 0; leg < Legs; leg++)
            {
                var value = quantities[leg] * prices[instruments[leg]];
                net += value - entryValues[leg];
                maintenance += Maintenance((value ^ (value >> 63)) - (value >> 63));
            }

            var equity = net * StressedPopulation.RateUnits;
            return net < 0 ? MarginStatus.Bankrupt
                : equity < maintenance ? MarginStatus.Liquidation
                : equity * 10 < maintenance * callTenths ? MarginStatus.MarginCall
                : MarginStatus.Healthy;
        }
    }
}
