using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Audit.Visits;

/// <summary>How far the venue had come with its frames where the journal ends.</summary>
/// <remarks>
/// A journal that was cut off in the middle of a frame, by a crash or because it is a copy, is not wrong: accounts had
/// not been told yet. A frame is due when the market or the watchlist says that it is done with, when an account of the
/// same watchlist decided at a later one (watchlists pass frames in order), or a minute after it was issued.
/// </remarks>
internal sealed class FrameProgress(Shards shards)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, long> passed = [];
    private long settled;
    private Instant lastTime;

    /// <summary>Takes note of an event.</summary>
    /// <param name="entity">Whose.</param>
    /// <param name="state">The entity's state after it.</param>
    /// <param name="recorded">The event.</param>
    public void Observe(EntityId entity, object state, Recorded recorded)
    {
        if (recorded.Time > lastTime)
            lastTime = recorded.Time;
        switch (recorded.Event)
        {
            case MarketEvent.FrameSettled e:
                settled = Math.Max(settled, e.Frame.Value);
                break;
            case WatchlistEvent.FramesPassed e:
                Pass(entity, e.UpTo.Value);
                break;
            case AccountEvent when state is AccountState { Watch.IsOn: true }:
                Pass(entity, recorded.Frame.Value - 1);
                break;
        }
    }

    /// <summary>Whether an account must have been told of a frame.</summary>
    public bool IsDue(EntityId account, MarketView frame) =>
        frame.Frame.Value <= settled
        || frame.Frame.Value <= passed.GetValueOrDefault(shards.Of(account))
        || lastTime - frame.Time > LongEnough;

    private void Pass(EntityId entity, long frame)
    {
        var shard = shards.Of(entity);
        passed[shard] = Math.Max(passed.GetValueOrDefault(shard), frame);
    }
}
