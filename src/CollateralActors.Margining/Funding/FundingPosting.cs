using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funding;

/// <summary>
/// What a trade, or the fills of a liquidation's step, did to the funding of a position. In settle units, but for the
/// index.
/// </summary>
/// <param name="Index">The cumulative index that the position is settled at.</param>
/// <param name="ValueChange">Added to the position's funding value.</param>
/// <param name="Given">
/// Funding value that came with the contracts from the other side, at the index that held when the trade was made; the
/// two sides get amounts that sum to 0.
/// </param>
/// <param name="Paid">Taken from the balance, at the asset's scale; negative is received. Rounded up either
/// way.</param>
/// <param name="Rounding">What rounding took and the venue's rounding account got; 0 or more.</param>
/// <remarks>Always: value change = given + paid − rounding.</remarks>
public readonly record struct FundingPosting(
    Amount Index, Amount ValueChange, Amount Given, Amount Paid, Amount Rounding);
