using System.Collections.Immutable;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What the account has told of its positions.</content>
public sealed partial record AccountState
{
    /// <summary>How each position stood when its deleveraging was told last; none that was told to be gone.</summary>
    public ImmutableSortedDictionary<InstrumentId, PositionStanding> Told { get; init; } =
        ImmutableSortedDictionary<InstrumentId, PositionStanding>.Empty;

    /// <summary>The same account after it has told.</summary>
    internal AccountState WithTold(InstrumentId instrument, PositionStanding standing) => this with
    {
        Told = standing == PositionStanding.None ? Told.Remove(instrument) : Told.SetItem(instrument, standing),
    };
}
