using System.Collections.Immutable;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Every case of a programme is stored and comes back; what is not there is absent.</summary>
public sealed class EscrowFormsTests
{
    private static readonly AccountId Alice = new("alice");
    private static readonly AssetId Usdt = new("USDT");

    private static readonly EscrowCondition.PriceReached Price =
        new(new AssetId("BTC"), PriceSide.Below, new Price(40_000.5m));

    private static readonly EscrowSighting Sighting = new(
        new EscrowId("deal"), new FrameNumber(7), new Instant(7_000), [new SeenPrice(new("BTC"), new Price(39_000m))]);

    private static readonly EscrowProgramme Programme = new(
        [new EscrowLock(Alice, Usdt, new Amount(12.5m))],
        new Instant(5_000),
        [
            new("time", new EscrowCondition.TimeReached(new Instant(9_000)), new EscrowOutcome.GivenBack()),
            new("price", Price, Paid(new EscrowShare.Rest())),
            new("from", Price with { From = new Instant(0) }, Paid(new EscrowShare.PartOf(new Rate(0.25m)))),
            new("agreed", new EscrowCondition.Agreed([Alice, new("bob")], 1), Paid(new EscrowShare.Exactly(new(3m)))),
            new("ruled", new EscrowCondition.Decided(new AccountId("judge")), new EscrowOutcome.PaidOut([])),
            new("default", new EscrowCondition.Defaulted(Alice), new EscrowOutcome.GivenBack()),
        ]);

    public static TheoryData<IEvent> Events => new(
        new EscrowEvent.Proposed(Programme),
        Ended("x", new EscrowCause.Seen(Sighting)),
        Ended("x", new EscrowCause.Seen(Sighting with { Prices = [] })),
        Ended("x", new EscrowCause.Agreement()),
        Ended("x", new EscrowCause.Ruling(Alice)),
        Ended(null, new EscrowCause.Default(Alice)),
        new MarketEvent.EscrowWatched(new EscrowId("deal"), new EscrowWatch(new Instant(3), [])),
        new MarketEvent.EscrowWatched(new EscrowId("deal"), EscrowWatch.Active(Programme)),
        Sampler.Of<MarketEvent.FrameIssued>() with { Escrows = [Sighting, Sighting with { Prices = [] }] });

    public static TheoryData<EscrowState> States => new(
        new EscrowState.Unproposed(),
        new EscrowState.Funding(Programme, Programme.Locks),
        new EscrowState.Active(Programme, [new EscrowAgreement(Alice, "agreed")]),
        new EscrowState.Closed("time"),
        new EscrowState.Closed(null));

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_of_an_escrow_comes_back_as_it_went(IEvent @event)
    {
        var recorded = Sampler.Recorded(typeof(EscrowEvent.Funded)) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out var manifest).ToArray();
        Assert.Equal(@event, EventCodec.Default.Decode(manifest, bytes).Event);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_state_of_an_escrow_comes_back_as_it_went(EscrowState state)
    {
        var form = StateForms.Registry.Of(typeof(EscrowState));
        Assert.Equal(state, FormText.Back(form, state));
    }

    [Fact]
    public void The_market_keeps_what_escrows_wait_for()
    {
        var form = StateForms.Registry.Of(typeof(MarketState));
        var market = MarketState.Initial with
        {
            Escrows = ImmutableSortedDictionary<EscrowId, EscrowWatch>.Empty.Add(new("deal"), EscrowWatch.Active(Programme)),
        };
        Assert.Equal(market.Escrows, ((MarketState)FormText.Back(form, market)).Escrows);
        Assert.DoesNotContain("escrows", FormText.Of(form, MarketState.Initial), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_concerns_no_escrow_does_not_name_any() => Assert.DoesNotContain(
        "escrows",
        Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(typeof(MarketEvent.FrameIssued)), out _)),
        StringComparison.Ordinal);

    private static EscrowEvent.Ended Ended(string? exit, EscrowCause cause) =>
        new(exit, cause, [new EscrowPayment(Alice, Usdt, new Amount(12.5m))]);

    private static EscrowOutcome.PaidOut Paid(EscrowShare share) => new([new EscrowPortion(Alice, Usdt, share)]);
}
