using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Deciding;

public sealed class InboxTests
{
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
    public void Signals_are_never_remembered() =>
        Assert.Same(Inbox.Empty, Inbox.Empty.Remember(new Cause(new Origin.Signal(Sender), "")));

    [Fact]
    public void An_inbox_comes_back_from_what_was_kept_of_it()
    {
        var inbox = Inbox.Empty.Remember(Client(2)).Remember(Client(1)).Remember(Duty(1));
        var back = Inbox.Restore(inbox.Order.Select(id => KeyValuePair.Create(id, inbox.Fingerprints[id])), inbox.Senders);
        Assert.Equal(inbox.Order, back.Order);
        Assert.Equal(Admission.AlreadyApplied, back.Admit(Client(1)));
        Assert.Equal(Admission.AlreadyApplied, back.Admit(Duty(1)));
    }

    private static Cause Client(int number) => new(new Origin.Client(new CommandId($"c-{number}")), "content");

    private static Cause Duty(long sequence) => new(new Origin.Duty(Sender, sequence), "");
}
