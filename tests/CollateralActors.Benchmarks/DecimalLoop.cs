using CollateralActors.Benchmarks.Bands;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Benchmarks;

/// <summary>The figures of a whole population by hand: decimals in arrays, nothing looked up by name.</summary>
internal sealed class DecimalLoop
{
    private const int Legs = StressedPopulation.Legs;

    private readonly decimal[] quantities;
    private readonly decimal[] entryValues;
    private readonly decimal[] balances;
    private readonly int[] instruments;
    private readonly decimal[] ends;
    private readonly decimal[] rates;
    private readonly decimal[] deductions;
    private readonly Rate callRatio;

    public DecimalLoop(StressedPopulation population)
    {
        quantities = [.. population.Quantities.Select(quantity => (decimal)quantity / StressedPopulation.QuantityUnits)];
        entryValues = [.. population.EntryValues.Select(value => (decimal)value / StressedPopulation.ValueUnits)];
        balances = [.. population.Balances.Select(balance => (decimal)balance / StressedPopulation.ValueUnits)];
        instruments = population.Instruments;
        ends = [.. StressedPopulation.Tiers.Select(tier => (decimal)tier.UpTo)];
        rates = [.. StressedPopulation.Tiers.Select(tier => (decimal)tier.Rate / StressedPopulation.RateUnits)];
        deductions = new decimal[ends.Length];
        for (var i = 1; i < ends.Length; i++)
            deductions[i] = deductions[i - 1] + (ends[i - 1] * (rates[i] - rates[i - 1]));
        callRatio = population.Risk.MarginCallRatio;
    }

    public void Evaluate(ReadOnlySpan<long> prices, Span<MarginFigures> figures)
    {
        Span<decimal> marks = stackalloc decimal[prices.Length];
        for (var i = 0; i < marks.Length; i++)
            marks[i] = (decimal)prices[i] / StressedPopulation.PriceUnits;
        for (var account = 0; account < figures.Length; account++)
        {
            var (net, initial, maintenance) = (balances[account], 0m, 0m);
            for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
            {
                var value = quantities[leg] * marks[instruments[leg]];
                net += value - entryValues[leg];
                var size = Math.Abs(value);
                var tier = size <= ends[0] ? 0 : size <= ends[1] ? 1 : 2;
                maintenance += (size * rates[tier]) - deductions[tier];
                initial += size * 2m * rates[tier];
            }

            var (worth, needed) = (new Amount(net), new Amount(maintenance));
            figures[account] = new MarginFigures(
                worth, worth, new Amount(initial), needed, MarginFigures.StatusOf(worth, worth, needed, callRatio));
        }
    }
}
