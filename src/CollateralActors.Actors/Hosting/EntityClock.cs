using Akka.Actor;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Hosting;

/// <summary>
/// Makes an entity act by itself: sends again what is owed, looks when something falls due, leaves when idle.
/// </summary>
internal sealed class EntityClock
{
    private readonly IScheduler scheduler;
    private readonly IActorRef self;
    private readonly EntityRuntime runtime;
    private TimeSpan pause;
    private ICancelable? resend;
    private ICancelable? due;
    private Instant? dueAt;

    public EntityClock(IActorContext context, IActorRef self, EntityId id, EntityRuntime runtime)
    {
        (scheduler, this.self, this.runtime) = (context.System.Scheduler, self, runtime);
        if (runtime.Timing is { } timing && id.Kind is EntityKind.Account or EntityKind.Liquidation)
            context.SetReceiveTimeout(timing.PassivateAfter);
    }

    /// <summary>Winds the clock up for what the entity has become.</summary>
    /// <param name="isSilent">Whether it has nothing to say: it owes nothing, and reminds nobody of anything.</param>
    /// <param name="nextDue">When it must be looked at.</param>
    /// <param name="resent">Whether it has just said it again: the next pause is twice as long.</param>
    public void Look(bool isSilent, Instant? nextDue, bool resent)
    {
        if (runtime.Timing is not { } timing)
            return;
        if (isSilent)
            Cancel(ref resend);
        else if (resent || resend is null)
            Resend(timing, resent);
        LookAt(timing, nextDue);
    }

    /// <summary>The time of <see cref="LookNow"/> has come: what is still due then is due again.</summary>
    public void HasRung() => Cancel(ref due);

    public void Stop()
    {
        Cancel(ref resend);
        Cancel(ref due);
    }

    private void Resend(EntityTiming timing, bool again)
    {
        var longer = again ? pause * 2 : timing.ResendFirst;
        pause = longer < timing.ResendMost ? longer : timing.ResendMost;
        resend = scheduler.ScheduleTellOnceCancelable(Jitter.Of(pause), self, Hosting.Resend.Instance, self);
    }

    private void LookAt(EntityTiming timing, Instant? nextDue)
    {
        if (nextDue == dueAt && due is { IsCancellationRequested: false })
            return;
        Cancel(ref due);
        dueAt = nextDue;
        if (nextDue is not { } at)
            return;
        // What was due while nobody looked has waited long enough for a moment more not to matter.
        var wait = at - runtime.Now();
        due = scheduler.ScheduleTellOnceCancelable(
            wait > TimeSpan.Zero ? wait : timing.ResendFirst, self, LookNow.Instance, self);
    }

    private static void Cancel(ref ICancelable? timer)
    {
        timer?.Cancel();
        timer = null;
    }
}
