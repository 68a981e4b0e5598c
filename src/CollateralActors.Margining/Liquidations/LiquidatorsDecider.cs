using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Liquidations;

/// <summary>The rules of the liquidators' queue. It stores nothing.</summary>
/// <param name="capacity">How many liquidations are worked on at a time.</param>
public sealed class LiquidatorsDecider(int capacity) : IDecider<LiquidatorQueue>
{
    /// <inheritdoc/>
    public LiquidatorQueue Initial(EntityId id) => new(capacity);

    /// <inheritdoc/>
    public Decision Decide(Entity<LiquidatorQueue> entity, Envelope envelope, DecisionContext context)
    {
        var queue = entity.State;
        if (context.Market is { } market)
            queue.Pass(market.Frame, market.Time);
        switch (envelope.Command)
        {
            case LiquidatorsCommand.Offer offer:
                queue.Offer(offer);
                break;
            case LiquidatorsCommand.Release release:
                queue.Release(release.Liquidation);
                break;
            case MarketCommand.FramePassed passed:
                queue.Pass(passed.Frame);
                break;
            default:
                throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}");
        }

        return new Decision.Observed([.. queue.Grant().Select(liquidation =>
            Envelope.Signal(entity.Id, Entities.Liquidation(liquidation), new LiquidationCommand.TakeStep()))]);
    }

    /// <summary>It has no events: to be asked is a bug.</summary>
    public LiquidatorQueue Evolve(LiquidatorQueue state, Recorded recorded) =>
        throw new UnreachableException($"the liquidators' queue has no event {recorded.Event.GetType().Name}");

    /// <inheritdoc/>
    public bool MayRest(LiquidatorQueue state) => false;
}
