using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>Asks an entity what it has come to.</summary>
public sealed record DescribeEntity(EntityId To);

/// <summary>What an entity has come to.</summary>
/// <param name="PersistenceId">Which one.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="StateHash">Of its canonical state; empty where it stores nothing or is not available.</param>
public sealed record EntityDescription(string PersistenceId, long Version, string StateHash);
