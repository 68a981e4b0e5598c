using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Deciding;

public sealed class InboxTests
{
    private static readonly Rejection No = new(RejectionCode.InsufficientBalance, "no");

    private static readonly EntityId Sender = Entities.Account(new AccountId("alice"));

    [Fact]
    public void The_last_1024_ids_of_clients_are_remembered_and_no_more()
    {
        var inbox = Enumerable.Range(1, Inbox.Window).Aggregate(Inbox.Empty, (box, n) => box.Remember(Client(n)));
        Assert.Equal(1_024, Inbox.Window);
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Client(1)));
        inbox = inbox.Remember(Client(1_025));
        Assert.Equal(Admission.New, inbox.Admit(Client(1)));
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Client(2)));
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Client(1_025)));
        Assert.Equal(Inbox.Window, inbox.Fingerprints.Count);
    }

    [Fact]
    public void The_same_id_with_other_content_is_a_conflict() =>
        Assert.Equal(Admission.Conflict, Inbox.Empty.Remember(Client(1)).Admit(Client(1) with { Fingerprint = "other" }));

    [Fact]
    public void A_refusal_is_remembered_as_long_as_any_id()
    {
        var inbox = Inbox.Empty.Remember(Client(1), No);
        Assert.Equal(Admission.Refused, inbox.Admit(Client(1)));
        Assert.Equal(Admission.Conflict, inbox.Admit(Client(1) with { Fingerprint = "other" }));
        Assert.Equal(No, inbox.Refusals[new CommandId("c-1")]);
        inbox = Enumerable.Range(2, Inbox.Window).Aggregate(inbox, (box, n) => box.Remember(Client(n)));
        Assert.Equal(Admission.New, inbox.Admit(Client(1)));
        Assert.Empty(inbox.Refusals);
    }

    [Fact]
    public void Duties_come_in_order_and_are_remembered_for_ever()
    {
        var inbox = Inbox.Empty;
        Assert.Equal(Admission.OutOfOrder, inbox.Admit(Duty(2)));
        for (var sequence = 1; sequence <= 3_000; sequence++)
        {
            Assert.Equal(Admission.New, inbox.Admit(Duty(sequence)));
            inbox = inbox.Remember(Duty(sequence));
        }

        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Duty(1)));
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Duty(3_000)));
        Assert.Equal(Admission.OutOfOrder, inbox.Admit(Duty(3_002)));
    }

    [Fact]
    public void Senders_are_counted_each_for_itself() =>
        Assert.Equal(Admission.New, Inbox.Empty.Remember(Duty(1)).Admit(new Cause(new Origin.Duty(Entities.Market, 1), "")));

    [Fact]
    public void Of_an_accounts_liquidations_only_the_last_is_kept_and_none_is_applied_again()
    {
        var inbox = Inbox.Empty;
        for (var episode = 1; episode <= 500; episode++)
        {
            Assert.Equal(Admission.New, inbox.Admit(Of(episode, 1)));
            inbox = inbox.Remember(Of(episode, 1)).Remember(Of(episode, 2));
        }

        Assert.Equal([KeyValuePair.Create(Liquidation("alice", 500), 2L)], inbox.Senders);
        foreach (var episode in new[] { 1, 9, 10, 499 })
        {
            Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Of(episode, 1)));
            Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Of(episode, 3)));
        }

        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Of(500, 2)));
        Assert.Equal(Admission.New, inbox.Admit(Of(500, 3)));
        Assert.Equal(Admission.OutOfOrder, inbox.Admit(Of(501, 2)));

        static Cause Of(int episode, long sequence) => new(new Origin.Duty(Liquidation("alice", episode), sequence), "");
    }

    [Fact]
    public void Liquidations_of_other_accounts_are_counted_each_for_itself()
    {
        var inbox = Inbox.Empty.Remember(Of("alice", 7)).Remember(Of("alice.1", 2)).Remember(Of("bob", 1));
        Assert.Equal(3, inbox.Senders.Count);
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Of("alice", 7)));
        Assert.Equal(Admission.AlreadyApplied, inbox.Admit(Of("alice.1", 1)));
        Assert.Equal(Admission.New, inbox.Admit(Of("bob", 2)));

        static Cause Of(string account, int episode) => new(new Origin.Duty(Liquidation(account, episode), 1), "");
    }

    [Fact]
    public void Signals_are_never_remembered() =>
        Assert.Same(Inbox.Empty, Inbox.Empty.Remember(new Cause(new Origin.Signal(Sender), "")));

    [Fact]
    public void An_inbox_comes_back_from_what_was_kept_of_it()
    {
        var liquidation = new Cause(new Origin.Duty(Liquidation("alice", 3), 1), "");
        var inbox = Inbox.Empty.Remember(Client(2)).Remember(Client(1)).Remember(Duty(1)).Remember(liquidation)
            .Remember(Client(3), No);
        var back = Inbox.Restore(
            inbox.Order.Select(id => (id, inbox.Fingerprints[id], inbox.Refusals.GetValueOrDefault(id))), inbox.Senders);
        Assert.Equal(inbox.Order, back.Order);
        Assert.Equal(Admission.AlreadyApplied, back.Admit(Client(1)));
        Assert.Equal(Admission.AlreadyApplied, back.Admit(Duty(1)));
        Assert.Equal(Admission.Refused, back.Admit(Client(3)));
        Assert.True(back.HasApplied(Liquidation("alice", 2), 1));
    }

    private static EntityId Liquidation(string account, int episode) =>
        Entities.Liquidation(LiquidationId.Of(new AccountId(account), episode));

    private static Cause Client(int number) => new(new Origin.Client(new CommandId($"c-{number}")), "content");

    private static Cause Duty(long sequence) => new(new Origin.Duty(Sender, sequence), "");
}
