using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>The rules of the liquidators' queue. It stores nothing.</summary>
/// <param name="pool">How many liquidators there may be.</param>
public sealed class LiquidatorsDecider(LiquidatorPool pool) : IDecider<LiquidatorQueue>
{
    /// <inheritdoc/>
    public LiquidatorQueue Initial(EntityId id) => new(pool);

    /// <inheritdoc/>
    public Decision Decide(Entity<LiquidatorQueue> entity, Envelope envelope, DecisionContext context)
    {
        var queue = entity.State;
        var over = context.Market is { } market ? queue.Pass(market.Frame, market.Time) : [];
        switch (envelope.Command)
        {
            case LiquidatorsCommand.Offer offer:
                queue.Offer(offer);
                break;
            case LiquidatorsCommand.Release release:
                queue.Release(release.Liquidation);
                break;
            case LiquidatorsCommand.Ordered ordered:
                queue.Order(ordered.Liquidation, ordered.Instrument);
                break;
            case MarketCommand.FramePassed passed:
                queue.Pass(passed.Frame);
                break;
            default:
                throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}");
        }

        return new Decision.Observed(
        [
            .. over.Select(liquidation => Tell(liquidation, new LiquidationCommand.ExpireLease(context.Market!.Time))),
            .. queue.Grant().Select(liquidation =>
                Tell(liquidation, new LiquidationCommand.TakeStep { Until = queue.LeaseUntil })),
        ]);

        Envelope Tell(LiquidationId liquidation, LiquidationCommand command) =>
            Envelope.Signal(entity.Id, Entities.Liquidation(liquidation), command);
    }

    /// <summary>It has no events: to be asked is a bug.</summary>
    public LiquidatorQueue Evolve(LiquidatorQueue state, Recorded recorded) =>
        throw new UnreachableException($"the liquidators' queue has no event {recorded.Event.GetType().Name}");

    /// <inheritdoc/>
    public bool MayRest(LiquidatorQueue state) => false;
}
