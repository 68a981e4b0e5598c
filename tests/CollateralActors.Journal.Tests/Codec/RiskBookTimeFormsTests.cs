using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Versions of the risk book with a time of their own, as they are stored.</summary>
public sealed class RiskBookTimeFormsTests
{
    private static readonly RiskBook Book = new(
        new RiskBookVersion(2), new AssetId("USD"), Rate.One, Rate.One, [], []);

    public static TheoryData<IEvent> Timed =>
    [
        new RiskBookEvent.Adopted(Book) { EffectiveAt = new Instant(5_000) },
        new MarketEvent.RiskBookInForce(new RiskBookVersion(2)) { EffectiveAt = new Instant(5_000) },
    ];

    public static TheoryData<IEvent> Graced =>
    [
        new RiskBookEvent.Adopted(Book) { EffectiveAt = new Instant(5_000), GraceUntil = new Instant(9_000) },
        new MarketEvent.RiskBookInForce(new RiskBookVersion(2))
        {
            EffectiveAt = new Instant(5_000),
            GraceUntil = new Instant(9_000),
        },
        new MarketEvent.FrameIssued(new FrameNumber(7), new RiskBookVersion(2), [])
        {
            Path = new PathTerms(new RiskBookVersion(1), new Instant(5_000), new Instant(9_000)),
        },
        new AccountEvent.MarginCallIssued(
            MarginStatus.Healthy, new StatusFigures(default, default, default),
            new MarketBasis(new FrameNumber(7), new RiskBookVersion(2), []))
        {
            GraceUntil = new Instant(9_000),
        },
    ];

    [Theory]
    [MemberData(nameof(Graced))]
    public void A_path_comes_back(IEvent @event)
    {
        var text = Text(@event);
        Assert.Contains("ntil\":9000}", text, StringComparison.Ordinal);
        Assert.Equal(@event, Read(@event, text));
    }

    [Fact]
    public void A_path_is_part_of_states_while_it_lasts()
    {
        var market = Stepper.Begin(new MarketDecider(Shards.Default), Entities.Market);
        var path = new PathTerms(new RiskBookVersion(1), new Instant(5_000), new Instant(9_000));
        Assert.NotEqual(
            StateHash.OfEntity(market), StateHash.OfEntity(market with { State = market.State with { Path = path } }));
        var book = Stepper.Begin(new RiskBookDecider(), Entities.RiskBook);
        var known = new KnownPath(new RiskBookVersion(2), path.Since, path.Until);
        Assert.NotEqual(
            StateHash.OfEntity(book), StateHash.OfEntity(book with { State = book.State with { Paths = [known] } }));
        var account = Stepper.Begin(new AccountDecider(Shards.Default), Entities.Account(new AccountId("a")));
        Assert.NotEqual(
            StateHash.OfEntity(account),
            StateHash.OfEntity(account with { State = account.State with { GraceUntil = path.Until } }));
    }


    [Theory]
    [MemberData(nameof(Timed))]
    public void The_time_comes_back(IEvent @event)
    {
        var text = Text(@event);
        Assert.Contains("\"effectiveAt\":5000}", text, StringComparison.Ordinal);
        Assert.Equal(@event, Read(@event, text));
    }

    [Fact]
    public void A_version_that_holds_at_once_is_stored_as_it_always_was()
    {
        Assert.DoesNotContain("effective", Text(new RiskBookEvent.Adopted(Book)), StringComparison.Ordinal);
        Assert.Equal($"Adopt {{ Book = {Book} }}", new RiskBookCommand.Adopt(Book).ToString());
    }

    [Fact]
    public void A_command_is_another_one_at_another_time() => Assert.NotEqual(
        Fingerprint.Of(new RiskBookCommand.Adopt(Book)),
        Fingerprint.Of(new RiskBookCommand.Adopt(Book) { EffectiveAt = new Instant(5_000) }));

    [Fact]
    public void What_waits_for_its_time_is_part_of_the_markets_state()
    {
        var entity = Stepper.Begin(new MarketDecider(Shards.Default), Entities.Market);
        var waiting = new MarketEvent.RiskBookInForce(new RiskBookVersion(2)) { EffectiveAt = new Instant(5_000) };
        var with = entity with { State = entity.State with { Scheduled = [waiting] } };
        Assert.NotEqual(StateHash.OfEntity(entity), StateHash.OfEntity(with));
    }

    private static string Text(IEvent @event) => Encoding.UTF8.GetString(
        Linker.Link("risk-main", 1, ChainHash.Origin, Sampler.Recorded(@event.GetType()) with { Event = @event })
            .Event.Payload);

    private static IEvent Read(IEvent @event, string text)
    {
        var manifest = Linker.Link(
            "risk-main", 1, ChainHash.Origin, Sampler.Recorded(@event.GetType()) with { Event = @event }).Event.Manifest;
        return Linker.Read("risk-main", 1, ChainHash.Origin, manifest, Encoding.UTF8.GetBytes(text)).Recorded!.Event;
    }
}
