using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Expiries;

/// <summary>What an expired contract is settled at: the same for everybody who holds it.</summary>
/// <param name="Index">Mean of its index over the settlement window; more than 0.</param>
/// <param name="UnitValue">
/// What one unit of size is worth, settle units: the index of a linear future, 1 ÷ index of an inverse one, what
/// exercising an option brings, 0 where it lapses.
/// </param>
public readonly record struct SettlementPrice(Price Index, Amount UnitValue);

/// <summary>How far the mean of one instrument's index has come.</summary>
/// <param name="SeenUntil">Up to here the index is in the sum.</param>
/// <param name="Active">How much of the window its prices were live.</param>
/// <param name="WeightedIndex">Σ index × milliseconds over that time.</param>
public sealed record SettlementState(Instant SeenUntil, TimeSpan Active, decimal WeightedIndex)
{
    /// <summary>What it was settled at; null before.</summary>
    public SettlementPrice? Price { get; init; }
}

/// <summary>One instrument's settlement as a frame left it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="State">As it stands now.</param>
public sealed record SettlementUpdate(InstrumentId Instrument, SettlementState State);
