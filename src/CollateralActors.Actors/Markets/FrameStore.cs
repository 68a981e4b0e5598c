using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Markets;

/// <summary>The frames that this node knows: the last ones, as immutable views. Safe on any thread.</summary>
/// <remarks>
/// Fed by the events that are stored and recovered here; what passed elsewhere is read from the journal.
/// </remarks>
public sealed class FrameStore : IMarketHistory, INodeProjection
{
    private readonly Lock sync = new();
    private readonly IMarketSource source;
    private readonly int kept;
    private readonly bool byRounds;
    private readonly Dictionary<RiskBookVersion, RiskBook> books = [];
    private readonly Dictionary<FrameNumber, MarketView> views = [];
    private readonly SortedDictionary<FrameNumber, Recorded> ahead = [];
    private volatile MarketView? newest;
    private volatile MarketView? published;
    private (long RiskBook, long Market) readUpTo;
    private Task filling = Task.CompletedTask;

    /// <param name="source">Where frames are found that passed elsewhere.</param>
    /// <param name="kept">How many of the last frames are kept; at least 1.</param>
    /// <param name="byRounds">
    /// Whether <see cref="Latest"/> waits for <see cref="Publish"/>, so that whatever is decided in one stage sees the
    /// same.
    /// </param>
    public FrameStore(IMarketSource source, int kept, bool byRounds) =>
        (this.source, this.kept, this.byRounds) = (source, kept, byRounds);

    public MarketView? Latest => byRounds ? published : newest;

    /// <summary>
    /// The view of a frame. One that should exist but is not known here is looked for in the journal meanwhile.
    /// </summary>
    public MarketView? At(FrameNumber frame)
    {
        lock (sync)
        {
            if (views.TryGetValue(frame, out var view))
                return view;
            if (newest is null || frame > newest.Frame)
                _ = FillAsync();
            return null;
        }
    }

    public FrameNumber OldestKept
    {
        get
        {
            lock (sync)
                return new FrameNumber(Math.Max(1, (newest?.Frame.Value ?? 0) - kept + 1));
        }
    }

    /// <summary>Makes the newest frame the latest.</summary>
    public void Publish() => published = newest;

    public void Observe(EntityId entity, Recorded recorded)
    {
        if (entity.Kind is not (EntityKind.Market or EntityKind.RiskBook))
            return;
        lock (sync)
            Take(recorded);
    }

    /// <summary>Reads what the journal has and this node does not; one reading at a time.</summary>
    public Task FillAsync()
    {
        lock (sync)
            return filling.IsCompleted ? filling = Task.Run(Fill) : filling;
    }

    private void Fill()
    {
        readUpTo.RiskBook += Take(Entities.RiskBook, readUpTo.RiskBook);
        readUpTo.Market += Take(Entities.Market, readUpTo.Market);
    }

    private long Take(EntityId entity, long after)
    {
        var count = 0L;
        foreach (var recorded in source.Read(entity, after + 1))
        {
            Observe(entity, recorded);
            count++;
        }

        return count;
    }

    private void Take(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case RiskBookEvent.Adopted adopted:
                books[adopted.Book.Version] = adopted.Book;
                Advance();
                break;
            case MarketEvent.FrameIssued issued when newest is null || issued.Frame > newest.Frame:
                ahead[issued.Frame] = recorded;
                Advance();
                break;
        }
    }

    // A frame is folded when the one before it and its risk book are there.
    private void Advance()
    {
        var next = (newest?.Frame ?? FrameNumber.None).Next;
        while (ahead.TryGetValue(next, out var recorded) && recorded.Event is MarketEvent.FrameIssued issued
            && MarketFold.Knows(books, issued))
        {
            ahead.Remove(next);
            var view = MarketFold.Next(newest, issued, recorded.Time, books);
            views[next] = view;
            if (next.Value > kept)
                views.Remove(new FrameNumber(next.Value - kept));
            newest = view;
            next = next.Next;
        }
    }
}
