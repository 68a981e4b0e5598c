using System.Collections.Concurrent;
using Akka.Actor;
using CollateralActors.Actors.Couriers;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Hosting;

/// <summary>Why an entity is not recovered now.</summary>
/// <param name="Why">For whoever asked.</param>
/// <param name="RetryAfter">When to ask again.</param>
public sealed record Unavailable(string Why, TimeSpan RetryAfter);

/// <summary>
/// Asked before an entity is recovered: the parked wait for an operator, those that an outage stopped for a while.
/// </summary>
public sealed class Availability(
    IParking parking, BackOffTimes times, TimeProvider time, Route route, IScheduler scheduler)
{
    private readonly ConcurrentDictionary<EntityId, Outage> outages = [];

    private sealed record Outage(int Times, long Until);

    /// <summary>Why the entity may not be recovered now; null if it may.</summary>
    public Unavailable? Of(EntityId entity)
    {
        if (parking.ReasonOf(entity) is { } reason)
            return new Unavailable($"{entity} is unavailable: parked, {reason}", times.Most);
        return outages.TryGetValue(entity, out var outage)
            && time.GetElapsedTime(time.GetTimestamp(), outage.Until) is var left
            && left > TimeSpan.Zero
                ? new Unavailable($"{entity} is unavailable: the journal did not answer", left)
                : null;
    }

    /// <summary>
    /// Stopped by an outage: recovered after a while, longer each time, whether anybody calls or not.
    /// </summary>
    public TimeSpan BackOff(EntityId entity)
    {
        var count = outages.TryGetValue(entity, out var before) ? before.Times + 1 : 1;
        var delay = Jitter.Of(times.After(count));
        var until = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        outages[entity] = new Outage(count, until);
        Wake(entity, delay);
        return delay;
    }

    public void Recovered(EntityId entity) => outages.TryRemove(entity, out _);

    /// <summary>Out of service until an operator releases it.</summary>
    public void Park(EntityId entity, string reason, Instant since) => parking.Park(entity, reason, since);

    /// <summary>Back into service; false where it was not parked.</summary>
    public bool Release(EntityId entity)
    {
        if (!parking.Release(entity))
            return false;
        WakeSoon(entity);
        return true;
    }

    /// <summary>Once more, to the real entity that takes the place of what stood in for it.</summary>
    public void Redeliver(Delivery delivery) => route.DeliverToEntity(delivery);

    /// <summary>Starts an entity that is stopping, or one that nobody calls.</summary>
    public void WakeSoon(EntityId entity) => route.Deliver(Delivery.Wake(entity));

    private void Wake(EntityId entity, TimeSpan after) =>
        scheduler.ScheduleTellOnce(after, route.Region, Delivery.Wake(entity), ActorRefs.NoSender);
}

/// <summary>How long an entity stays away after outages.</summary>
/// <param name="First">After the first.</param>
/// <param name="Most">At most, however many.</param>
public sealed record BackOffTimes(TimeSpan First, TimeSpan Most)
{
    /// <summary>After the <paramref name="count"/>th outage in a row: doubles each time.</summary>
    public TimeSpan After(int count)
    {
        var delay = First * (1L << Math.Min(count - 1, 20));
        return delay < Most ? delay : Most;
    }
}
