using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>
/// The liquidators' one queue: waiting liquidations, worst first unless one has waited for long, and who is being
/// worked on.
/// </summary>
/// <remarks>
/// Mutable, for one thread, never stored: liquidations offer themselves again when it was lost. A liquidator that is
/// not heard of for <see cref="GivenUpAfter"/> frames is free again.
/// </remarks>
/// <param name="capacity">How many liquidations are worked on at a time.</param>
public sealed class LiquidatorQueue(int capacity)
{
    /// <summary>Frames after which a liquidator that has not reported counts as free.</summary>
    public const int GivenUpAfter = 50;

    /// <summary>
    /// Frames after which a liquidation that could have been worked on goes before worse ones, so that nobody starves.
    /// </summary>
    public const int TurnAfter = 20;

    private readonly Dictionary<LiquidationId, Waiter> waiting = [];
    private readonly Dictionary<LiquidationId, FrameNumber> busy = [];
    private FrameNumber frame;
    private Instant time;

    /// <summary>How many liquidations wait.</summary>
    public int Waiting => waiting.Count;

    /// <summary>How many are being worked on.</summary>
    public int Busy => busy.Count;

    /// <summary>Takes an offer; one that is being worked on is not any more.</summary>
    public void Offer(LiquidatorsCommand.Offer offer)
    {
        busy.Remove(offer.Liquidation);
        var since = waiting.TryGetValue(offer.Liquidation, out var before) ? before.Since : (FrameNumber?)null;
        waiting[offer.Liquidation] = new Waiter(offer, since);
    }

    /// <summary>A liquidation's step is done, or was never begun.</summary>
    public void Release(LiquidationId liquidation) => busy.Remove(liquidation);

    /// <summary>The market has moved on.</summary>
    /// <param name="next">The frame's number.</param>
    /// <param name="at">When it was issued; null where that is not known.</param>
    public void Pass(FrameNumber next, Instant? at = null)
    {
        if (next > frame)
            frame = next;
        if (at is { } now && now > time)
            time = now;
        foreach (var (liquidation, waiter) in waiting)
        {
            if (waiter.Since is null && waiter.Offer.IsDue(frame, time))
                waiting[liquidation] = waiter with { Since = frame };
        }

        foreach (var (liquidation, since) in busy)
        {
            if (frame.Value - since.Value > GivenUpAfter)
                busy.Remove(liquidation);
        }
    }

    /// <summary>
    /// The liquidations that get a liquidator now: who has waited for long by their waiting, then worst first, then by
    /// account and liquidation.
    /// </summary>
    public IReadOnlyList<LiquidationId> Grant()
    {
        var free = capacity - busy.Count;
        if (free <= 0 || waiting.Count == 0)
            return [];
        var granted = waiting.Values.Where(waiter => waiter.Offer.IsDue(frame, time))
            .OrderBy(TurnOf)
            .ThenByDescending(waiter => waiter.Offer.Severity)
            .ThenBy(waiter => waiter.Offer.Account)
            .ThenBy(waiter => waiter.Offer.Liquidation)
            .Take(free)
            .Select(waiter => waiter.Offer.Liquidation)
            .ToList();
        foreach (var liquidation in granted)
        {
            waiting.Remove(liquidation);
            busy[liquidation] = frame;
        }

        return granted;
    }

    private long TurnOf(Waiter waiter) =>
        waiter.Since is { } since && frame.Value - since.Value >= TurnAfter ? since.Value : long.MaxValue;

    /// <summary>A liquidation that waits, and the frame in which it could have been worked on first.</summary>
    private readonly record struct Waiter(LiquidatorsCommand.Offer Offer, FrameNumber? Since);
}
