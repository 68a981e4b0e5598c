using Akka.Actor;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests.Hosting;

public sealed class RecoveryTests : EntityTest
{
    [Fact]
    public void A_missing_event_in_the_middle_parks_the_entity()
    {
        Store(3);
        Faults.Reading = stored => stored.SequenceNr == 2 ? null : stored;
        Assert.Contains("event 3 follows on event 1", ParkedReason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_event_at_the_end_parks_the_entity()
    {
        Store(3);
        Faults.Reading = stored => stored.SequenceNr == 3 ? null : stored;
        Assert.Contains("counts 3 events but gave 2", ParkedReason(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_was_changed_parks_the_entity()
    {
        Store(2);
        Faults.Reading = stored => stored.SequenceNr == 2 ? stored.WithPayload(Changed((StoredEvent)stored.Payload)) : stored;
        Assert.Contains("hash", ParkedReason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_of_another_program_parks_the_entity()
    {
        Store(1);
        Faults.Reading = stored => stored.WithPayload("not ours");
        Assert.Contains("String is not a stored event", ParkedReason(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_cannot_be_applied_parks_the_entity()
    {
        Store(1);
        decider.IsPoisoned = true;
        Assert.Contains("event 1 cannot be applied", ParkedReason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parked_entity_is_not_recovered_answers_that_it_is_unavailable_and_returns_when_released()
    {
        Store(1);
        Parking.Park(TestDecider.Debtor, "for the test", new Instant(1));
        Faults.Reading = _ => throw new InvalidOperationException("must not be read");
        var standIn = Start();

        standIn.Tell(Of(TestDecider.Add("b", 1m)));
        var busy = Assert.IsType<Outcome.Busy>(Assert.Single(Courier.ExpectMsg<Done>().Answers).Reply.Outcome);
        Assert.Contains("parked, for the test", busy.Why, StringComparison.Ordinal);

        Assert.True(Availability.Release(TestDecider.Debtor));
        Assert.IsType<EntityCommand.Ping>(Region.ExpectMsg<Actors.Hosting.Delivery>().Parcels[0].Envelope.Command);
        Faults.Reading = stored => stored;
        var delivery = Of(TestDecider.Add("b", 1m));
        standIn.Tell(delivery);
        Shard.ExpectMsg<Akka.Cluster.Sharding.Passivate>();
        Assert.Same(delivery, Region.ExpectMsg<Actors.Hosting.Delivery>());
        Assert.Equal(1, Describe(Start()).Version);
    }

    [Fact]
    public void A_journal_that_cannot_be_read_keeps_the_entity_away_without_parking_it()
    {
        Store(1);
        Faults.Unreadable = new TimeoutException("no journal");
        var entity = Start();
        Watch(entity);
        ExpectTerminated(entity);
        Assert.Null(Parking.ReasonOf(TestDecider.Debtor));
        Assert.Contains("did not answer", Availability.Of(TestDecider.Debtor)!.Why, StringComparison.Ordinal);
    }

    private void Store(int events)
    {
        var entity = Start();
        ExpectRecovered();
        for (var i = 0; i < events; i++)
        {
            entity.Tell(Of(TestDecider.Add($"e{i}", 1m)));
            Courier.ExpectMsg<Done>();
        }

        End(entity);
    }

    private string ParkedReason()
    {
        var entity = Start();
        Watch(entity);
        ExpectTerminated(entity);
        return Parking.ReasonOf(TestDecider.Debtor) ?? "not parked";
    }

    private static StoredEvent Changed(StoredEvent stored)
    {
        var payload = (byte[])stored.Payload.Clone();
        var digit = Array.IndexOf(payload, (byte)'1');
        payload[digit] = (byte)'2';
        return stored with { Payload = payload };
    }
}
