using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Couriers;

/// <summary>Trouble that a round must not notice in its results: for tests of determinism.</summary>
/// <param name="Seed">Makes the trouble repeatable, as far as threads allow.</param>
/// <param name="MaxDelay">Each delivery is held back for up to this long.</param>
/// <param name="RestShare">Share of stages before which some idle entities are made to leave memory; 0 to 1.</param>
/// <param name="RestCount">How many are asked to.</param>
public sealed record RoundFaults(int Seed, TimeSpan MaxDelay, double RestShare, int RestCount)
{
    private readonly Random random = new(Seed);
    private readonly List<EntityId> known = [];
    private readonly HashSet<EntityId> seen = [];

    /// <summary>How long to hold back the next delivery. Not safe for several threads.</summary>
    internal TimeSpan NextDelay() => MaxDelay * random.NextDouble();

    /// <summary>An entity that may be made to leave memory later on.</summary>
    internal void Saw(EntityId entity)
    {
        if (entity.Kind is EntityKind.Account or EntityKind.Liquidation && seen.Add(entity))
            known.Add(entity);
    }

    /// <summary>Who is to leave memory before the next stage; often nobody.</summary>
    internal IReadOnlyList<EntityId> NextToRest() => known.Count == 0 || random.NextDouble() >= RestShare
        ? []
        : [.. Enumerable.Range(0, RestCount).Select(_ => known[random.Next(known.Count)]).Distinct()];
}
