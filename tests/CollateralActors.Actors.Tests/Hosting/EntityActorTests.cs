using Akka.Actor;
using Akka.Cluster.Sharding;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Tests.Hosting;

public sealed class EntityActorTests : EntityTest
{
    private static readonly string[] Accepted = ["a Accepted"];

    [Fact]
    public void Nothing_is_said_before_it_is_stored()
    {
        var entity = Start();
        ExpectRecovered();
        Faults.Hold = new TaskCompletionSource();

        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        AwaitAssert(() => Assert.Equal(1, Faults.Writes));
        Courier.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        Faults.Hold.SetResult();
        var done = Courier.ExpectMsg<Done>();
        Assert.Equal(Accepted, Outcomes(done));
        Assert.Equal(TestDecider.Creditor, Assert.Single(done.Sends).Envelope.To);
    }

    [Fact]
    public void A_batch_is_one_write_and_its_answers_come_in_order()
    {
        var entity = Start();
        ExpectRecovered();

        entity.Tell(Of(TestDecider.Add("a", 1m), TestDecider.Add("b", -1m), TestDecider.Add("a", 1m), TestDecider.Fee("c", 2m)));

        Assert.Equal(["a Accepted", "b Refused", "a AlreadyApplied", "c Accepted"], Outcomes(Courier.ExpectMsg<Done>()));
        Assert.Equal(1, Faults.Writes);
        Assert.Equal(4, Describe(entity).Version);
    }

    [Fact]
    public void A_batch_without_events_is_answered_in_its_turn()
    {
        var entity = Start();
        ExpectRecovered();
        Faults.Hold = new TaskCompletionSource();

        entity.Tell(Of(TestDecider.Add("a", 1m)));
        entity.Tell(Of(TestDecider.Add("a", 1m)));
        Courier.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Faults.Hold.SetResult();

        Assert.Equal(Accepted, Outcomes(Courier.ExpectMsg<Done>()));
        Assert.Equal(["a AlreadyApplied"], Outcomes(Courier.ExpectMsg<Done>()));
    }

    [Fact]
    public void What_was_stored_is_there_after_recovery_and_what_is_owed_is_sent_again()
    {
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Courier.ExpectMsg<Done>();
        Watch(entity);
        entity.Tell(Kill.Instance);
        ExpectTerminated(entity);

        entity = Start();

        Assert.Equal(new Origin.Duty(TestDecider.Debtor, 1), Assert.Single(ExpectRecovered().Parcels).Envelope.Origin);
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Assert.Equal(["a AlreadyApplied"], Outcomes(Courier.ExpectMsg<Done>()));
        Assert.Equal(2, Describe(entity).Version);
    }

    [Fact]
    public void A_rejected_write_answers_nobody_stops_the_entity_and_leaves_nothing_behind()
    {
        var entity = Start();
        ExpectRecovered();
        Watch(entity);
        Faults.Rejection = new InvalidOperationException("does not serialize");

        entity.Tell(Of(TestDecider.Fee("a", 5m)));

        Courier.ExpectMsg<Failed>();
        ExpectTerminated(entity);
        Faults.Rejection = null;
        Availability.Recovered(TestDecider.Debtor);
        entity = Start();
        Assert.Empty(ExpectRecovered().Parcels);
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Assert.Equal(Accepted, Outcomes(Courier.ExpectMsg<Done>()));
    }

    [Fact]
    public void A_failed_write_answers_nobody_stops_the_entity_and_keeps_it_away_for_a_while()
    {
        var entity = Start();
        ExpectRecovered();
        Watch(entity);
        Faults.Failure = new TimeoutException("no journal");

        entity.Tell(Of(TestDecider.Add("a", 5m)));

        Courier.ExpectMsg<Failed>();
        ExpectTerminated(entity);
        Assert.NotNull(Availability.Of(TestDecider.Debtor));
        entity = Start();
        entity.Tell(Of(TestDecider.Add("a", 5m)));
        var busy = Assert.IsType<Outcome.Busy>(Assert.Single(Courier.ExpectMsg<Done>().Answers).Reply.Outcome);
        Assert.InRange(busy.RetryAfter, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(72));
    }

    [Fact]
    public void A_bug_in_a_rule_stops_nothing_but_its_own_command()
    {
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Add("a", 1m)));
        Courier.ExpectMsg<Done>();

        entity.Tell(Of(TestDecider.Add("b", TestDecider.Breaks)));

        Courier.ExpectMsg<Failed>();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Add("c", 1m)));
        Assert.Equal(["c Accepted"], Outcomes(Courier.ExpectMsg<Done>()));
        Assert.Equal(2, Describe(entity).Version);
    }

    [Fact]
    public void Too_many_waiting_deliveries_are_answered_busy_and_those_that_wait_are_not_lost()
    {
        WaitingCapacity = 2;
        var entity = Start();
        ExpectRecovered();
        Faults.Hold = new TaskCompletionSource();

        foreach (var id in new[] { "a", "b", "c", "d" })
            entity.Tell(Of(TestDecider.Add(id, 1m)));

        Assert.Equal(["d Busy"], Outcomes(Courier.ExpectMsg<Done>()));
        Faults.Hold.SetResult();
        Assert.Equal(["a Accepted", "b Accepted", "c Accepted"], Enumerable.Range(0, 3).SelectMany(_ => Outcomes(Courier.ExpectMsg<Done>())));
    }

    [Fact]
    public void Stop_waits_for_the_commands_before_it_and_is_never_refused()
    {
        WaitingCapacity = 1;
        var entity = Start();
        ExpectRecovered();
        Watch(entity);
        Faults.Hold = new TaskCompletionSource();

        entity.Tell(Of(TestDecider.Add("a", 1m)));
        entity.Tell(Of(TestDecider.Add("b", 1m)));
        entity.Tell(Stop.Instance);
        Faults.Hold.SetResult();

        Assert.Equal(Accepted, Outcomes(Courier.ExpectMsg<Done>()));
        Assert.Equal(["b Accepted"], Outcomes(Courier.ExpectMsg<Done>()));
        ExpectTerminated(entity);
    }

    [Fact]
    public void An_entity_leaves_memory_only_when_it_owes_nothing_and_may_rest()
    {
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Courier.ExpectMsg<Done>();
        entity.Tell(ReceiveTimeout.Instance);
        Describe(entity);
        Shard.ExpectNoMsg(TimeSpan.Zero);

        entity.Tell(Of(TestDecider.Receipt(1)));
        Courier.ExpectMsg<Done>();
        decider.Rests = false;
        entity.Tell(ReceiveTimeout.Instance);
        Describe(entity);
        Shard.ExpectNoMsg(TimeSpan.Zero);

        decider.Rests = true;
        entity.Tell(ReceiveTimeout.Instance);
        Assert.Same(Stop.Instance, Shard.ExpectMsg<Passivate>().StopMessage);
    }

    [Fact]
    public void An_entity_that_stops_with_duties_is_woken_again()
    {
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Courier.ExpectMsg<Done>();

        End(entity);

        Assert.IsType<EntityCommand.Ping>(Assert.Single(Region.ExpectMsg<Delivery>().Parcels).Envelope.Command);
    }

    [Fact]
    public void An_entity_that_stops_without_duties_is_left_alone()
    {
        var entity = Start();
        ExpectRecovered();
        End(entity);
        Region.ExpectNoMsg(TimeSpan.Zero);
    }
}
