using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Hosting;

/// <summary>What a node gives to each of its entities.</summary>
public sealed class EntityRuntime
{
    /// <summary>How messages leave.</summary>
    public required ICourier Courier { get; init; }

    /// <summary>The frames that this node knows.</summary>
    public required FrameStore Frames { get; init; }

    /// <summary>Sees what is stored and recovered here.</summary>
    public required INodeProjection Projection { get; init; }

    /// <summary>Which entities may not be recovered now.</summary>
    public required Availability Availability { get; init; }

    /// <summary>The time of decisions.</summary>
    public required Func<Instant> Now { get; init; }

    /// <summary>How many deliveries an entity lets wait while it stores or recovers.</summary>
    public required int WaitingCapacity { get; init; }

    /// <summary>Which entities keep snapshots.</summary>
    public required SnapshotPolicy Snapshots { get; init; }

    /// <summary>
    /// When entities act by themselves; null in rounds, where nothing happens that the round did not bring.
    /// </summary>
    public required EntityTiming? Timing { get; init; }

    /// <summary>Whether a delivery announces a frame that passed on another node and must be read first.</summary>
    public bool LacksFrame(Delivery delivery) =>
        delivery.Parcels[0].Envelope.Command is MarketCommand.FramePassed passed && Frames.At(passed.Frame) is null;

    /// <summary>
    /// The context of one decision, or null where the frame that it must be made at is not known here.
    /// </summary>
    public DecisionContext? ContextOf(Stamp? stamp)
    {
        if (stamp is null)
            return new DecisionContext(Now(), Frames, Frames.Latest);
        if (stamp.Frame == FrameNumber.None)
            return new DecisionContext(Now(), Frames, null);
        return Frames.At(stamp.Frame) is { } market ? new DecisionContext(Now(), Frames, market) : null;
    }
}

/// <summary>When entities act by themselves.</summary>
/// <param name="PassivateAfter">An idle account or liquidation leaves memory after this time.</param>
/// <param name="ResendFirst">What is owed is sent again after this time, then after twice as much, and so on.</param>
/// <param name="ResendMost">The longest time between two such sendings.</param>
public sealed record EntityTiming(TimeSpan PassivateAfter, TimeSpan ResendFirst, TimeSpan ResendMost);
