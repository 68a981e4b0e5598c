using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>Operators who take liquidations over now and then, and give them back, all of them in the end.</summary>
internal sealed class RandomOperators(VenueInMemory venue, int seed)
{
    private readonly Random random = new(seed ^ 0x5EED);
    private int asked;

    public void Act()
    {
        var known = Liquidations();
        if (known.Count == 0 || random.Next(4) > 0)
            return;
        Ask(known[random.Next(known.Count)], random.Next(2) == 0 ? new LiquidationCommand.HandOver("desk") : new LiquidationCommand.GiveBack());
    }

    public void GiveAllBack() => Liquidations().ForEach(id => Ask(id, new LiquidationCommand.GiveBack()));

    private List<EntityId> Liquidations() => [.. venue.All.Keys.Where(id => id.Kind == EntityKind.Liquidation).Order()];

    private void Ask(EntityId id, LiquidationCommand command) => venue.Ask($"operator-{++asked}", id, command);
}
