using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Time is a variable of the market: accounts that rest are woken by it, though no price moves.</summary>
public sealed class DeadlineTests
{
    private static readonly AccountId Alice = new("alice");

    private static readonly RiskBook Calling = new(
        Venue.Book.Version, Venue.Usd, Venue.Book.MarginCallRatio, Venue.Book.LiquidationTarget, Venue.Book.Assets, Venue.Book.Instruments)
    {
        Calls = new CallRules { Period = TimeSpan.FromSeconds(5), OnExpiry = CallExpiry.ReduceOnly },
    };

    // 10 × 92 − 880.5 is 39.5, less than 1.5 × 27.6.
    [Fact]
    public async Task An_account_that_rests_is_woken_at_the_deadline_of_its_margin_call()
    {
        var witness = new Witness();
        await using var node = await VenueNode.StartAsync(Resting(witness));
        var second = await CalledAsync(node);
        for (var i = 0; i < 4; i++)
            second = await QuoteAsync(node, second, 92m);
        Assert.Empty(witness.Of<AccountEvent.DemandExpired>(Entities.Account(Alice)));
        var recovered = witness.Of<AccountEvent.MarginDemanded>(Entities.Account(Alice));
        await QuoteAsync(node, second, 92m);
        Assert.Single(witness.Of<AccountEvent.DemandExpired>(Entities.Account(Alice)).Distinct());

        // It had left memory since it was called, and was recovered to hear of the deadline.
        var demanded = witness.Of<AccountEvent.MarginDemanded>(Entities.Account(Alice));
        Assert.Single(demanded.Distinct());
        Assert.True(demanded.Count > recovered.Count);
    }

    private static async Task<int> CalledAsync(VenueNode node)
    {
        var second = await Venue.OpenAsync(node, Calling);
        Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second++), [Venue.Deposit(Alice, "d1", 120m)]));
        Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second++), [Venue.Trade(Alice, "t1", 10m, 100m)]));
        return await QuoteAsync(node, second, 92m);
    }

    private static async Task<int> QuoteAsync(VenueNode node, int second, decimal price)
    {
        Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second), [Venue.Quotes($"q-{second}", Venue.At(second), price)]));
        return second + 1;
    }

    // After each message every entity that may rest does.
    private static NodeOptions Resting(Witness witness) => Venue.Rounds(new RoundFaults(1, TimeSpan.Zero, RestShare: 1, RestCount: 1_000)) with
    {
        Projections = [witness],
    };
}
