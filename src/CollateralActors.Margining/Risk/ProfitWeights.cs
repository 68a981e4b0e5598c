using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How much of an unrealised profit counts where it is not needed to keep positions.</summary>
/// <param name="Initial">Share that counts for initial margin; 0 to 1.</param>
/// <param name="Withdrawal">Share that counts for what leaves the account, lent money too; 0 to
/// <paramref name="Initial"/>.</param>
/// <remarks>
/// Profits and losses that settle in one asset are added up first; a loss always counts in full. Sources: Mango v4 and
/// Drift weight positive profit and loss for initial margin, Binance's withdrawable amount leaves it out.
/// </remarks>
public readonly record struct ProfitWeights(Rate Initial, Rate Withdrawal)
{
    /// <summary>Profits count like money: what journals without the parameter mean.</summary>
    public static ProfitWeights Full => new(Rate.One, Rate.One);

    /// <summary>The share of a profit that counts for <paramref name="purpose"/>.</summary>
    public Rate For(CollateralPurpose purpose) => purpose switch
    {
        CollateralPurpose.Maintenance => Rate.One,
        CollateralPurpose.Initial => Initial,
        _ => Withdrawal,
    };
}
