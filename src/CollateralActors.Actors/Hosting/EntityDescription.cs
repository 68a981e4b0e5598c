using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>Asks an entity what it has come to; it answers when it has recovered.</summary>
/// <param name="To">The entity.</param>
/// <param name="WithHash">Whether the hash of its state is wanted too.</param>
public sealed record DescribeEntity(EntityId To, bool WithHash = false)
{
    /// <summary>Whether its state is wanted too.</summary>
    public bool WithState { get; init; }

    internal EntityDescription Of<TState>(Entity<TState> entity) => new(
        entity.Id.PersistenceId, entity.Version, WithHash ? StateHash.OfEntity(entity) : string.Empty)
    {
        State = WithState ? StateText.Write(entity.State!) : string.Empty,
    };
}

/// <summary>What an entity has come to.</summary>
/// <param name="PersistenceId">Which one.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="StateHash">
/// Of its canonical state; empty where it was not asked for or the entity is not available.
/// </param>
public sealed record EntityDescription(string PersistenceId, long Version, string StateHash)
{
    /// <summary>
    /// As <see cref="StateText"/> writes it; empty where it was not asked for or the entity is not available.
    /// </summary>
    public string State { get; init; } = string.Empty;
}
