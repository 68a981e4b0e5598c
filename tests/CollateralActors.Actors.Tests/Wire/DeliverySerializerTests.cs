using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Wire;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Actors.Tests.Wire;

public sealed class DeliverySerializerTests : TestKit
{
    private readonly DeliverySerializer serializer;

    public DeliverySerializerTests() => serializer = new DeliverySerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void A_delivery_comes_back_with_every_envelope_and_whoever_waits()
    {
        Envelope[] envelopes =
        [
            Venue.Deposit(new("alice"), "d1", 1.5m),
            new(Entities.Account(new("alice")), new Origin.Duty(Entities.Fund(Venue.Usd), 7), new EntityCommand.Ping(),
                new Stamp(new FrameNumber(3), 2, 9)),
            Envelope.Signal(Entities.Market, Entities.Account(new("alice")), new MarketCommand.FramePassed(new FrameNumber(4))),
        ];
        var sent = new Delivery(envelopes[0].To, [new(envelopes[0], TestActor), new(envelopes[1]), new(envelopes[2])]);

        var received = Assert.IsType<Delivery>(RoundTrip(sent));

        Assert.Equal(sent.To, received.To);
        Assert.Equal(envelopes, received.Parcels.Select(parcel => parcel.Envelope));
        Assert.Equal([TestActor, null, null], received.Parcels.Select(parcel => parcel.ReplyTo));
    }

    [Fact]
    public void Questions_and_descriptions_come_back()
    {
        Assert.Equal(new DescribeEntity(Entities.Market), RoundTrip(new DescribeEntity(Entities.Market)));
        Assert.Equal(new DescribeEntity(Entities.Market, true), RoundTrip(new DescribeEntity(Entities.Market, true)));
        var description = new EntityDescription("market-main", 12, "abc");
        Assert.Equal(description, RoundTrip(description));
        var question = new DescribeEntity(Entities.Market) { WithState = true };
        Assert.Equal(question, RoundTrip(question));
        Assert.Equal(description with { State = "market.state.v1\n{}" }, RoundTrip(description with { State = "market.state.v1\n{}" }));
    }

    [Fact]
    public void What_is_not_ours_is_an_error_both_ways()
    {
        Assert.Throws<SerializationException>(() => serializer.Manifest("text"));
        Assert.Throws<SerializationException>(() => serializer.FromBinary([], "msg.delivery.v99"));
    }

    [Fact]
    public void Bytes_that_end_too_soon_are_an_error()
    {
        var bytes = serializer.ToBinary(new EntityDescription("market-main", 12, "abc"));
        Assert.Throws<SerializationException>(() => serializer.FromBinary(bytes[..^1], "msg.description.v1"));
        Assert.Throws<SerializationException>(() => serializer.FromBinary([0, 0, 0, 0, 0, 0, 0, 9], "msg.describe.v1"));
    }

    private object RoundTrip(object message) => serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
}
