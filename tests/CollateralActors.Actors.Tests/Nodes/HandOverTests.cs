using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>An operator takes a liquidation over before it begins, trades for the account, and the account is let go.</summary>
public sealed class HandOverTests
{
    private static readonly AccountId Alice = new("alice");

    [Fact]
    public async Task What_the_operator_trades_ends_it()
    {
        var (venue, witness) = (new LossTests.ClosedVenue(), new Witness());
        await using var node = await OpenAsync(Options() with { Venue = venue.Over, Projections = [witness] });
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
        await AcceptedAsync(node, Venue.Trade(Alice, "t1", 50m, 100m));
        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
        var liquidation = Entities.Liquidation(LiquidationId.Of(Alice, 1));
        await witness.SeesAsync(liquidation, seen => seen is LiquidationEvent.StepOrdered);

        await AcceptedAsync(node, Venue.Input(liquidation, "mine", new LiquidationCommand.HandOver("desk")));
        await AcceptedAsync(node, Venue.Trade(Alice, "t2", -50m, 82m));
        venue.Open();
        await witness.SeesAsync(liquidation, seen => seen is LiquidationEvent.Closed);

        Assert.Single(witness.Of<LiquidationEvent.StepTaken>(liquidation));
        Assert.Single(witness.Of<AccountEvent.LiquidationEnded>(Entities.Account(Alice)));
    }
}
