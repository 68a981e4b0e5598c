using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>Who has to close against a bankrupt account that neither the book nor the fund takes over.</summary>
public enum DeleveragingOrder
{
    /// <summary>One after the other, by score: most profit on most leverage first.</summary>
    Ranked,

    /// <summary>All who are in profit at once, in proportion to their positions.</summary>
    ProRata,

    /// <summary>By score, but first whatever of a position hedges nothing: hedges go last.</summary>
    RiskAware,
}

/// <summary>How positions are deleveraged: docs/deleveraging.md.</summary>
/// <param name="Order">Who comes first.</param>
/// <param name="PriceBound">
/// The greatest distance from the mark, as a share of it, at which others have to close to their disadvantage; 0 to
/// below 1.
/// </param>
public sealed record DeleveragingRules(DeleveragingOrder Order, Rate PriceBound)
{
    /// <summary>
    /// The part of a position's unrealised profit that may be taken for a loss that neither the liquidated account nor
    /// the funds cover, above 0 to 1; null where no loss is shared.
    /// </summary>
    public Rate? SocialisedLoss { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Order} within {PriceBound}{(SocialisedLoss is { } part ? $" shares losses up to {part}" : string.Empty)}";
}
