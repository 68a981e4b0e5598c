using CollateralActors.Actors.Nodes;

namespace CollateralActors.Actors.Tests.Nodes;

public sealed class RoundsTests
{
    [Fact]
    public async Task A_round_answers_every_input_and_ends_when_everything_is_stored()
    {
        await using var node = await VenueNode.StartAsync(Venue.Rounds());
        var second = await Venue.OpenAsync(node);

        var replies = await node.SubmitRoundAsync(
            Venue.At(second), [Venue.Deposit(new("alice"), "d1", 1_000m), Venue.Deposit(new("bob"), "d2", 1_000m)]);

        Assert.Equal(["account-alice", "account-bob"], replies.Select(reply => reply.From.PersistenceId));
        Venue.AssertAccepted(replies);
        Assert.Equal(1, node.Frames.Latest?.Frame.Value);
    }
}
