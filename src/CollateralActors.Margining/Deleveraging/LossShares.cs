using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>Part of a loss that an account is asked for, because its position is in profit.</summary>
/// <param name="Account">Who.</param>
/// <param name="Profit">Its unrealised profit as it was told of, at the mark, in the settle asset; more than 0.</param>
/// <param name="Amount">What it is asked for; more than 0, at most its share of the profit.</param>
public readonly record struct LossShare(AccountId Account, Amount Profit, Amount Amount);

/// <summary>How a loss that nobody covers is shared: in proportion to profits, at most a given part of each.</summary>
internal static class LossShares
{
    /// <summary>How many accounts are asked: those with the largest profits.</summary>
    public const int MostAsked = 256;

    /// <summary>What each is asked for, the largest profits first; at the asset's scale.</summary>
    /// <param name="state">How positions stand.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="mark">Its mark price.</param>
    /// <param name="loss">What is to be shared, and whose loss it is.</param>
    /// <param name="most">The part of a profit that may be asked for; 0 to 1.</param>
    /// <param name="scale">Decimals of the settle asset.</param>
    public static ValueList<LossShare> Of(
        DeleveragingState state,
        InstrumentParameters instrument,
        Price mark,
        DeleveragingCommand.Socialise loss,
        Rate most,
        int scale)
    {
        var profits = state.Positions
            .Where(position => position.Key != loss.Account)
            .Select(position => (
                Account: position.Key,
                Profit: Down(DeleveragingRank.ProfitOf(position.Value, instrument, mark), scale)))
            .Where(each => each.Profit > 0m)
            .OrderByDescending(each => each.Profit)
            .ThenBy(each => each.Account)
            .Take(MostAsked)
            .ToList();
        var all = profits.Aggregate(Fraction.Zero, (sum, each) => sum + each.Profit);
        var mosts = profits.Select(each => Down((Fraction)each.Profit * most.Value, scale)).ToArray();
        var asked = profits
            .Select((each, i) => Math.Min(mosts[i], Down((Fraction)loss.Loss.Value * each.Profit / all, scale)))
            .ToArray();
        SpreadRest(asked, mosts, loss.Loss.Value, Decimals.Unit(scale));
        return
        [
            .. profits
                .Select((each, i) => new LossShare(each.Account, new Amount(each.Profit), new Amount(asked[i])))
                .Where(share => share.Amount > Amount.Zero),
        ];
    }

    // What rounding down leaves over is less than a unit each.
    private static void SpreadRest(decimal[] asked, decimal[] mosts, decimal loss, decimal unit)
    {
        var rest = loss - asked.Sum();
        for (var i = 0; i < asked.Length && rest >= unit; i++)
        {
            if (asked[i] + unit > mosts[i])
                continue;
            asked[i] += unit;
            rest -= unit;
        }
    }

    private static decimal Down(Fraction value, int scale) =>
        Decimals.Normal(Decimals.Down(value.ToAmount().Value, scale));
}
