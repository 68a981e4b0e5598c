using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The variables that the bands of a ladder depend on, numbered densely.</summary>
internal sealed class LadderVariables
{
    private readonly Dictionary<MarketVariable, int> numbers = [];
    private LadderVariable[] variables = [];

    /// <summary>All variables.</summary>
    public ReadOnlySpan<LadderVariable> All => variables;

    /// <summary>Numbers of variables; those that no band had yet are taken in at their present price.</summary>
    public int[] NumbersOf(ReadOnlySpan<MarketVariable> names, MarketView? current)
    {
        var result = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!numbers.TryGetValue(names[i], out result[i]))
            {
                result[i] = variables.Length;
                numbers.Add(names[i], result[i]);
                var price = current is null ? default : names[i].In(current);
                variables = [.. variables, new LadderVariable(names[i], price)];
            }
        }

        return result;
    }

    /// <summary>Takes over the prices of a frame.</summary>
    /// <returns>
    /// False where a price appeared or vanished, as no end lies between a price and none, or a funding index changed,
    /// which has no ends here.
    /// </returns>
    public bool MoveTo(MarketView next)
    {
        var isSmooth = true;
        foreach (var variable in variables)
        {
            var price = variable.Variable.In(next);
            isSmooth &= variable.Variable.IsFunding
                ? price == variable.Price
                : (price == default) == (variable.Price == default);
            variable.MoveTo(price);
        }

        return isSmooth;
    }

    /// <summary>The present prices of variables.</summary>
    public void PricesOf(int[] ofVariables, Span<Price> prices, Span<PriceRange> point)
    {
        for (var i = 0; i < ofVariables.Length; i++)
        {
            var variable = variables[ofVariables[i]];
            (prices[i], point[i]) = (variable.Price, new PriceRange(variable.Nearly, variable.Nearly));
        }
    }

    /// <summary>Whether the present prices lie inside intervals.</summary>
    public bool Contain(int[] ofVariables, ReadOnlySpan<PriceInterval> intervals)
    {
        for (var i = 0; i < intervals.Length; i++)
        {
            if (!intervals[i].Contains(variables[ofVariables[i]].Price))
                return false;
        }

        return true;
    }

    /// <summary>Puts in the ends of a band.</summary>
    public void Add(
        int number, uint stamp, int[] ofVariables, ReadOnlySpan<PriceRange> box, Predicate<LadderEnd> isLive)
    {
        for (var i = 0; i < ofVariables.Length; i++)
            variables[ofVariables[i]].Add(number, stamp, box[i], isLive);
    }

    /// <summary>Throws out the ends of bands that are gone.</summary>
    public void Purge(Predicate<LadderEnd> isLive)
    {
        foreach (var variable in variables)
            variable.Purge(isLive);
    }
}
