using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests.Markets;

public sealed class FrameStoreTests
{
    private static readonly Recorded Adopted = Record(new RiskBookEvent.Adopted(Venue.Book));

    [Fact]
    public void Frames_come_from_the_events_of_market_and_risk_book_in_any_order_of_the_two()
    {
        var store = Store(new NoMarketSource());
        store.Observe(Entities.Market, Frame(1));
        Assert.Null(store.Latest);
        store.Observe(Entities.RiskBook, Adopted);
        Assert.Equal(new FrameNumber(1), store.Latest?.Frame);
        store.Observe(Entities.Market, Frame(1));
        store.Observe(Entities.Market, Frame(2));
        Assert.Equal(new FrameNumber(2), store.Latest?.Frame);
        Assert.Equal(new FrameNumber(1), store.At(new FrameNumber(1))?.Frame);
    }

    [Fact]
    public void Only_the_last_frames_are_kept()
    {
        var store = Store(new NoMarketSource(), kept: 2);
        store.Observe(Entities.RiskBook, Adopted);
        for (var frame = 1; frame <= 3; frame++)
            store.Observe(Entities.Market, Frame(frame));
        Assert.Null(store.At(new FrameNumber(1)));
        Assert.NotNull(store.At(new FrameNumber(2)));
        Assert.NotNull(store.At(new FrameNumber(3)));
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_journal_and_only_what_is_new_is_read_the_next_time()
    {
        var source = new Source([Adopted], [Frame(1), Frame(2)]);
        var store = Store(source);
        store.Observe(Entities.Market, Frame(4));
        Assert.Null(store.At(new FrameNumber(2)));
        await store.FillAsync();
        Assert.Equal(new FrameNumber(2), store.Latest?.Frame);

        source.Market = [Frame(1), Frame(2), Frame(3)];
        await store.FillAsync();
        Assert.Equal(new FrameNumber(4), store.Latest?.Frame);
        Assert.Contains("market-main from 3", source.Reads);
    }

    [Fact]
    public void By_rounds_the_latest_frame_changes_only_between_stages()
    {
        var store = new FrameStore(new NoMarketSource(), 10, byRounds: true);
        store.Observe(Entities.RiskBook, Adopted);
        store.Observe(Entities.Market, Frame(1));
        Assert.Null(store.Latest);
        Assert.NotNull(store.At(new FrameNumber(1)));
        store.Publish();
        Assert.Equal(new FrameNumber(1), store.Latest?.Frame);
    }

    private static FrameStore Store(IMarketSource source, int kept = 10) => new(source, kept, byRounds: false);

    private static Recorded Frame(long number) =>
        Record(new MarketEvent.FrameIssued(new FrameNumber(number), new RiskBookVersion(1), []));

    private static Recorded Record(IEvent @event) =>
        new(new Cause(new Origin.Client(new CommandId("c")), ""), new Instant(1), FrameNumber.None, 1, 1, @event);

    private sealed class Source(IReadOnlyList<Recorded> book, IReadOnlyList<Recorded> market) : IMarketSource
    {
        public IReadOnlyList<Recorded> Market { get; set; } = market;

        public List<string> Reads { get; } = [];

        public IEnumerable<Recorded> Read(EntityId entity, long fromSequence)
        {
            Reads.Add($"{entity} from {fromSequence}");
            return (entity == Entities.Market ? Market : book).Skip((int)fromSequence - 1);
        }
    }
}
