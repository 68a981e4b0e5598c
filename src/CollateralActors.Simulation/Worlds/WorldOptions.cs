using CollateralActors.Margining.Deciding;

namespace CollateralActors.Simulation.Worlds;

/// <summary>How a world runs its venue.</summary>
public sealed record WorldOptions
{
    /// <summary>Where accounts' watchlists live.</summary>
    public Shards Shards { get; init; } = Shards.Default;

    /// <summary>How many liquidations are worked on at a time.</summary>
    public int Liquidators { get; init; } = 32;

    /// <summary>Whether every watched account is looked at in every frame, as if no band held.</summary>
    public bool VisitsEveryone { get; init; }

    /// <summary>What goes wrong; null: nothing.</summary>
    public Mischief? Mischief { get; init; }
}
