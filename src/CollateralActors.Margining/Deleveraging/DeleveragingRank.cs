using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>A position among those that can be deleveraged.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Standing">As its account last told it.</param>
/// <param name="Score">Larger comes first.</param>
/// <param name="Place">From 1.</param>
public readonly record struct RankedPosition(AccountId Account, PositionStanding Standing, Rate Score, int Place);

/// <summary>Who would be deleveraged first.</summary>
/// <remarks>
/// The score is profit ÷ entry value × leverage of a position in profit, and profit ÷ entry value ÷ leverage of one
/// without: who gained most with least of their own is first, who lost most with least is last. Profit is at the mark
/// of the frame; leverage is what the account told when it was looked at last.
/// </remarks>
public static class DeleveragingRank
{
    private const int ScoreDecimals = 8;

    private const decimal LargestScore = 1_000_000_000m;

    /// <summary>The positions on one side of an instrument, the first to be deleveraged first.</summary>
    /// <param name="state">What accounts have told.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="isLong">Whether the long positions are asked for.</param>
    /// <param name="mark">The mark price.</param>
    public static IReadOnlyList<RankedPosition> Of(
        DeleveragingState state, InstrumentParameters instrument, bool isLong, Price mark) =>
    [
        .. state.Positions
            .Where(position => position.Value.Quantity.Sign == (isLong ? 1 : -1))
            .Select(position => (position.Key, position.Value, Score: ScoreOf(position.Value, instrument, mark)))
            .OrderByDescending(position => position.Score)
            .ThenBy(position => position.Key)
            .Select((position, i) => new RankedPosition(position.Key, position.Value, position.Score, i + 1)),
    ];

    /// <summary>The unrealised profit of a position at a mark, in the settle asset; negative for a loss.</summary>
    internal static Fraction ProfitOf(PositionStanding standing, InstrumentParameters instrument, Price mark)
    {
        Fraction entry = standing.EntryValue.Value;
        Fraction value = instrument.SignedValue(standing.Quantity, mark).Value;
        return instrument.IsInverse ? entry - value : value - entry;
    }

    /// <summary>The score of a position at a mark, down to eight decimals, within ±10⁹.</summary>
    public static Rate ScoreOf(PositionStanding standing, InstrumentParameters instrument, Price mark)
    {
        Fraction entry = standing.EntryValue.Value;
        if (entry.IsZero)
            return Rate.Zero;
        var profit = ProfitOf(standing, instrument, mark) / entry.Abs();
        Fraction leverage = standing.Leverage.Value;
        var score = profit.Sign > 0 ? profit * leverage : profit / leverage;
        var within = Math.Clamp(score.ToAmount().Value, -LargestScore, LargestScore);
        return new Rate(Decimals.Normal(Decimals.Down(within, ScoreDecimals)));
    }
}
