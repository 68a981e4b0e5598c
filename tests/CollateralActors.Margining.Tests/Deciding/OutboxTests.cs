using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Deciding;

public sealed class OutboxTests
{
    private static readonly EntityId Self = Entities.Market;
    private static readonly EntityId Alice = Entities.Account(new AccountId("alice"));
    private static readonly EntityId Bob = Entities.Account(new AccountId("bob"));

    [Fact]
    public void Duties_are_numbered_for_each_receiver_and_sent_in_order()
    {
        var outbox = Add(Add(Add(Outbox.Empty, Bob, 1), Alice, 2), Bob, 3);
        Assert.Equal([Owed(Alice, 1, 2), Owed(Bob, 1, 1), Owed(Bob, 2, 3)], outbox.Messages(Self));
    }

    [Fact]
    public void A_receipt_counts_for_all_that_came_before()
    {
        var outbox = Add(Add(Add(Outbox.Empty, Bob, 1), Bob, 2), Bob, 3).Clear(Bob, 2);
        Assert.Equal([Owed(Bob, 3, 3)], outbox.Messages(Self));
        Assert.False(outbox.Owes(Bob, 2));
        Assert.True(outbox.Owes(Bob, 3));
        Assert.True(outbox.Clear(Bob, 3).IsEmpty);
    }

    [Fact]
    public void A_receipt_of_one_receiver_clears_nothing_of_another() =>
        Assert.Equal([Owed(Alice, 1, 1)], Add(Add(Outbox.Empty, Alice, 1), Bob, 2).Clear(Bob, 1).Messages(Self));

    [Fact]
    public void Numbers_go_on_after_everything_was_cleared() =>
        Assert.Equal([Owed(Bob, 2, 2)], Add(Add(Outbox.Empty, Bob, 1).Clear(Bob, 1), Bob, 2).Messages(Self));

    [Fact]
    public void Of_an_accounts_liquidations_the_last_is_kept_and_those_that_have_not_acknowledged()
    {
        var outbox = Outbox.Empty;
        for (var episode = 1; episode <= 20; episode++)
            outbox = Add(Add(outbox, Liquidation(episode), 1), Liquidation(episode), 2).Clear(Liquidation(episode), episode == 5 ? 1 : 2);
        Assert.Equal([Liquidation(20), Liquidation(5)], outbox.Last.Keys);
        Assert.Equal([Owed(Liquidation(5), 2, 2)], outbox.Messages(Self));

        var cleared = outbox.Clear(Liquidation(5), 2);

        Assert.Equal([Liquidation(20)], cleared.Last.Keys);
        Assert.Equal([Owed(Liquidation(20), 3, 9)], Add(cleared, Liquidation(20), 9).Messages(Self));

        static EntityId Liquidation(int episode) => Entities.Liquidation(LiquidationId.Of(new AccountId("alice"), episode));
    }

    [Fact]
    public void An_outbox_comes_back_from_what_was_kept_of_it()
    {
        var outbox = Add(Add(Add(Outbox.Empty, Bob, 1), Bob, 2).Clear(Bob, 1), Alice, 3);
        var back = Outbox.Restore(
            outbox.Last, outbox.Messages(Self).Select(m => (m.To, ((Origin.Duty)m.Origin).Sequence, m.Command)));
        Assert.Equal(outbox.Messages(Self), back.Messages(Self));
        Assert.Equal(Add(outbox, Bob, 4).Messages(Self), Add(back, Bob, 4).Messages(Self));
    }

    private static Outbox Add(Outbox outbox, EntityId to, long content) => outbox.Add(new Owed(to, Content(content)));

    private static EntityCommand.Acknowledge Content(long content) => new(Self, content);

    private static Envelope Owed(EntityId to, long sequence, long content) => new(to, new Origin.Duty(Self, sequence), Content(content));
}
