using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How far from the mark a liquidation may trade, by how deep an account has sunk.</summary>
/// <param name="Opening">
/// Share of the way from the mark to the bankruptcy price that is open when equity has just fallen below maintenance,
/// and that each step which trades nothing opens on top; above 0, at most 1.
/// </param>
/// <param name="FullBelow">All of the way is open once equity is below this × maintenance; 0 to below 1.</param>
/// <param name="Slippage">
/// The greatest distance from the mark, as a share of it, whatever the bankruptcy price: above 0, below 1. All there is
/// once the account is bankrupt.
/// </param>
public sealed record PriceBounds(Rate Opening, Rate FullBelow, Rate Slippage)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Opening}/{FullBelow}/{Slippage}";
}
