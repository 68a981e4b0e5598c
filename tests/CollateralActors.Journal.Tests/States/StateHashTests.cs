using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.States;

public sealed class StateHashTests
{
    private static readonly EntityId Alice = new(EntityKind.Account, "alice");
    private static readonly Entity<FundState> Fund = new(
        new EntityId(EntityKind.Fund, "USDT"), FundOf(1.5m), Inbox.Empty, Outbox.Empty, 3);

    [Fact]
    public void The_hash_is_that_of_a_text_that_people_can_read()
    {
        Assert.Equal(
            "fund.state.v1\n{\"state\":{\"asset\":\"USDT\",\"balance\":1.5,\"paid\":0},\"waiting\":[]}", StateHash.TextOf(Fund));
        Assert.Equal("f6bbf7e9f3de933ce0bd3656bbe27ea5ee6d0cf09ff6a21cb6222b6c75ace461", StateHash.OfEntity(Fund));
    }

    [Fact]
    public void It_is_the_same_however_the_number_is_written() =>
        Assert.Equal(StateHash.OfEntity(Fund), StateHash.OfEntity(Fund with { State = FundOf(1.5000m) }));

    [Fact]
    public void It_leaves_out_remembered_ids_and_the_number_of_events()
    {
        var remembering = Fund with
        {
            Inbox = Inbox.Empty.Remember(new Cause(new Origin.Client(new CommandId("c")), "f")),
            Version = 99,
        };

        Assert.Equal(StateHash.OfEntity(Fund), StateHash.OfEntity(remembering));
    }

    [Fact]
    public void It_covers_state_and_what_is_owed()
    {
        var owing = Outbox.Empty.Add(new Owed(Alice, new EntityCommand.Ping()));

        Assert.NotEqual(StateHash.OfEntity(Fund), StateHash.OfEntity(Fund with { State = FundOf(1.6m) }));
        Assert.NotEqual(StateHash.OfEntity(Fund), StateHash.OfEntity(Fund with { Outbox = owing }));
        Assert.Equal(StateHash.OfEntity(Fund), StateHash.OfEntity(Fund with { Outbox = owing.Clear(Alice, 1) }));
    }

    [Fact]
    public void The_hash_of_all_does_not_depend_on_the_order_in_which_they_come()
    {
        var (a, b) = (KeyValuePair.Create("account-a", "01"), KeyValuePair.Create("account-b", "02"));

        Assert.Equal(StateHash.OfAll([a, b]), StateHash.OfAll([b, a]));
        Assert.NotEqual(StateHash.OfAll([a, b]), StateHash.OfAll([a]));
    }

    private static FundState FundOf(decimal balance) => new(new AssetId("USDT"), new Amount(balance), Amount.Zero);
}
