using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>
/// The liquidators' one queue: waiting liquidations, worst first unless one has waited for long, and who is being
/// worked on. There are more liquidators while more is to be done, and fewer when they have been without work.
/// </summary>
/// <remarks>
/// Mutable, for one thread, never stored: liquidations offer themselves again when it was lost. A liquidator whose
/// lease is over is free again. At most half of them wait for one instrument's venue; whoever waits there beyond that
/// needs none, so that a venue that is slow in one instrument keeps nobody from another.
/// </remarks>
/// <param name="pool">How many liquidators there may be.</param>
public sealed class LiquidatorQueue(LiquidatorPool pool)
{
    /// <summary>
    /// Frames after which a liquidation that could have been worked on goes before worse ones, so that nobody starves.
    /// </summary>
    public const int TurnAfter = 20;

    private readonly Dictionary<LiquidationId, Waiter> waiting = [];
    private readonly Dictionary<LiquidationId, Work> busy = [];
    private FrameNumber frame;
    private Instant time;
    private Instant? idleSince;

    /// <summary>How many liquidators there are.</summary>
    public int Size { get; private set; } = pool.Fewest;

    /// <summary>How many liquidations wait.</summary>
    public int Waiting => waiting.Count;

    /// <summary>How many are being worked on.</summary>
    public int Busy => busy.Count;

    /// <summary>When a lease that is granted now is over; null where there is none.</summary>
    public Instant? LeaseUntil => pool.Lease is { } lease ? time + lease : null;

    /// <summary>Takes an offer; one that is being worked on is not any more.</summary>
    public void Offer(LiquidatorsCommand.Offer offer)
    {
        busy.Remove(offer.Liquidation);
        var since = waiting.TryGetValue(offer.Liquidation, out var before) ? before.Since : (FrameNumber?)null;
        waiting[offer.Liquidation] = new Waiter(offer, since);
    }

    /// <summary>A liquidation's step is done, was never begun, or is not for liquidators any more.</summary>
    /// <remarks>It may come after the offer of the next step, which stands.</remarks>
    public void Release(LiquidationId liquidation) => busy.Remove(liquidation);

    /// <summary>A liquidation's order is at the venue of an instrument.</summary>
    public void Order(LiquidationId liquidation, InstrumentId instrument)
    {
        if (busy.TryGetValue(liquidation, out var work))
            busy[liquidation] = work with { At = instrument };
    }

    /// <summary>The market has moved on.</summary>
    /// <param name="next">The frame's number.</param>
    /// <param name="at">When it was issued; null where that is not known.</param>
    /// <returns>The liquidations whose liquidators' leases are over, in order.</returns>
    public IReadOnlyList<LiquidationId> Pass(FrameNumber next, Instant? at = null)
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

        var over = busy.Where(work => work.Value.Until <= time).Select(work => work.Key).Order().ToList();
        over.ForEach(liquidation => busy.Remove(liquidation));
        return over;
    }

    /// <summary>
    /// The liquidations that get a liquidator now: who has waited for long by their waiting, then worst first, then by
    /// account and liquidation.
    /// </summary>
    public IReadOnlyList<LiquidationId> Grant()
    {
        var due = waiting.Values.Where(waiter => waiter.Offer.IsDue(frame, time)).ToList();
        Resize(due.Count);
        var free = Free;
        if (free <= 0 || due.Count == 0)
            return [];
        var granted = due
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
            busy[liquidation] = new Work(LeaseUntil, null);
        }

        return granted;
    }

    private int Free
    {
        get
        {
            var share = pool.SharesOut ? Math.Max(1, Size / 2) : int.MaxValue;
            var atVenues = busy.Values.Where(work => work.At is not null).GroupBy(work => work.At!.Value)
                .Sum(venue => Math.Min(share, venue.Count()));
            return Size - busy.Values.Count(work => work.At is null) - atVenues;
        }
    }

    // More at once, since a crash does not wait; fewer by halves, since the next wave may follow.
    private void Resize(int due)
    {
        while (Free < due && Size < pool.Most)
            Size = (int)Math.Min(pool.Most, 2L * Size);
        if (due > 0 || Free <= 0 || Size == pool.Fewest)
        {
            idleSince = null;
            return;
        }

        idleSince ??= time;
        if (time - idleSince.Value < pool.Idle)
            return;
        (Size, idleSince) = (Math.Max(pool.Fewest, Size / 2), time);
    }

    private long TurnOf(Waiter waiter) =>
        waiter.Since is { } since && frame.Value - since.Value >= TurnAfter ? since.Value : long.MaxValue;

    /// <summary>A liquidation that waits, and the frame in which it could have been worked on first.</summary>
    private readonly record struct Waiter(LiquidatorsCommand.Offer Offer, FrameNumber? Since);

    /// <summary>Until when a liquidator has its work, and where its order is; null before it has left.</summary>
    private readonly record struct Work(Instant? Until, InstrumentId? At);
}
