using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Totals;

/// <summary>How many contracts of an instrument are held long.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Contracts; of a change negative where there are fewer now.</param>
public readonly record struct LongContracts(InstrumentId Instrument, Quantity Quantity);

/// <summary>
/// Amounts of some assets and contracts of some instruments: what is held of them, or what changed of it.
/// </summary>
/// <param name="Assets">In order of the assets, each once.</param>
/// <param name="Longs">In order of the instruments, each once.</param>
public sealed record HeldAmounts(ValueList<Money> Assets, ValueList<LongContracts> Longs)
{
    /// <summary>Nothing.</summary>
    public static readonly HeldAmounts None = new([], []);

    /// <summary>Whether it names nothing.</summary>
    public bool IsNothing => Assets.Count == 0 && Longs.Count == 0;
}
