using Akka.Actor;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Nodes;

/// <summary>
/// Keeps the entities alive that must always run: each is pinged on a timer, which starts it where it is not.
/// </summary>
internal sealed class StaticSet : UntypedActor
{
    private readonly IReadOnlyList<EntityId> members;
    private readonly Route route;
    private readonly ICancelable timer;

    public StaticSet(IReadOnlyList<EntityId> members, Route route, TimeSpan every)
    {
        (this.members, this.route) = (members, route);
        timer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(every, every, Self, Tick.Instance, Self);
    }

    protected override void OnReceive(object message)
    {
        foreach (var member in members)
            route.Deliver(Delivery.Wake(member));
    }

    protected override void PostStop() => timer.Cancel();

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
