using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>What prices are worth, and the rules that say so: stored where they are set, and nowhere else.</summary>
public sealed class PriceFormsTests
{
    private static readonly OracleParameters Plain = new(
        new Symbol("BTC"), [new SourceId("a")], 1, TimeSpan.FromSeconds(1), Rate.One, TimeSpan.Zero, 1, TimeSpan.Zero, 2);

    private static readonly OracleRules Rules = new()
    {
        ConfidenceFactor = new Rate(1.5m),
        UncertainAbove = new Rate(0.01m),
        AverageWindow = TimeSpan.FromMinutes(5),
        Smoothing = new IndexSmoothing(new Symbol("X"), null, TimeSpan.FromSeconds(150), MedianOfThree: true),
        LostAfter = TimeSpan.FromMinutes(10),
        FallsToZeroOver = TimeSpan.FromHours(1),
    };

    private static readonly OracleState Full = new(
        [new SourceQuote(new SourceId("a"), new Price(100m), new Instant(1), new Instant(2)) { Confidence = new Price(0.5m) }],
        new AcceptedPrice(new Price(100m), new Instant(2)),
        null,
        OracleMode.Running,
        OracleCondition.Lost)
    {
        Confidence = new Price(0.5m),
        Premium = new TimeAverage(-1.25m, 40m, new Instant(3)),
        LastPremium = -2m,
        Smoothed = new Price(98.75m),
        Average = new TimeAverage(99.5m, 60m, new Instant(4)),
        Cautious = new CautiousPrices(new Price(98m), new Price(101m)),
        DownSince = new Instant(5),
        Remaining = new Rate(0.35m),
    };

    [Fact]
    public void The_rules_of_an_oracle_are_stored_and_read_again_and_change_the_fingerprint()
    {
        var opened = new MarketEvent.MarketOpened([Plain with { Rules = Rules }]);
        var text = Text(opened);
        Assert.EndsWith(
            "\"priceScale\":2,\"rules\":{\"confidenceFactor\":1.5,\"uncertainAbove\":0.01,\"averageWindowMs\":300000,"
            + "\"smoothing\":{\"windowMs\":150000,\"base\":\"X\",\"medianOfThree\":true},\"lostAfterMs\":600000,\"fallsToZeroOverMs\":3600000}}]}}",
            text,
            StringComparison.Ordinal);
        Assert.Equal(opened, Read(text));
        Assert.NotEqual(Fingerprint.Of(new MarketCommand.OpenMarket([Plain])), Fingerprint.Of(new MarketCommand.OpenMarket(opened.Oracles)));
        Assert.EndsWith("\"priceScale\":2}]}}", Text(new MarketEvent.MarketOpened([Plain])), StringComparison.Ordinal);
        Assert.EndsWith("PriceScale = 2 }", Plain.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_keeps_all_that_an_oracle_remembers_and_says_that_the_venue_is_halted()
    {
        var frame = new MarketEvent.FrameIssued(new FrameNumber(7), new RiskBookVersion(1), [new SymbolUpdate(new Symbol("BTC"), Full)]) { IsHalted = true };
        var text = Text(frame);
        Assert.Contains(
            "\"confidence\":0.5,\"premium\":{\"value\":-1.25,\"weight\":40,\"at\":3},\"lastPremium\":-2,\"smoothed\":98.75,"
            + "\"average\":{\"value\":99.5,\"weight\":60,\"at\":4},\"low\":98,\"high\":101,\"downSince\":5,\"remaining\":0.35}}],\"halted\":true}",
            text,
            StringComparison.Ordinal);
        Assert.Equal(frame, Read(text));
    }

    [Fact]
    public void A_frame_without_any_of_it_is_what_it_always_was() => Assert.EndsWith(
        "\"event\":{\"frame\":7,\"risk\":1,\"symbols\":[{\"symbol\":\"BTC\",\"oracle\":{\"mode\":\"running\",\"condition\":\"no-price\",\"quotes\":[]}}]}}",
        Text(new MarketEvent.FrameIssued(new FrameNumber(7), new RiskBookVersion(1), [new SymbolUpdate(new Symbol("BTC"), OracleState.Initial)])),
        StringComparison.Ordinal);

    [Fact]
    public void A_halt_is_part_of_the_markets_state_while_it_lasts()
    {
        var entity = Stepper.Begin(new MarketDecider(Shards.Default), Entities.Market);
        var plain = StateHash.OfEntity(entity);
        Assert.NotEqual(plain, StateHash.OfEntity(entity with { State = entity.State with { IsHalted = true } }));
        Assert.NotEqual(plain, StateHash.OfEntity(entity with { State = entity.State with { IsHaltTold = true } }));
        Assert.Equal(plain, StateHash.OfEntity(entity with { State = entity.State with { IsHalted = false } }));
    }

    [Fact]
    public void The_table_of_what_prices_are_good_for_is_stored_by_name()
    {
        var book = new RiskBook(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [], []) { PriceUse = PriceUse.Default };
        var text = Text(new RiskBookEvent.Adopted(book));
        Assert.Contains(
            "\"priceUse\":{\"stale\":[\"reduce\"],\"uncertain\":[\"reduce\",\"liquidate\",\"settle\"],\"held\":[\"reduce\",\"liquidate\",\"settle\"],"
            + "\"halted\":[\"reduce\"],\"lost\":[\"reduce\",\"settle\"]}",
            text,
            StringComparison.Ordinal);
        Assert.Equal(book, ((RiskBookEvent.Adopted)Read(text)).Book);
    }

    private static string Text(IEvent @event) => Encoding.UTF8.GetString(EventCodec.Default.Encode(Recorded(@event), out _));

    private static IEvent Read(string text)
    {
        var manifest = text.Contains("\"oracles\"", StringComparison.Ordinal) ? "market.opened.v1"
            : text.Contains("\"book\"", StringComparison.Ordinal) ? "risk-book.adopted.v1"
            : "market.frame-issued.v1";
        return EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event;
    }

    private static Recorded Recorded(IEvent @event) =>
        new(new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, @event);
}
