using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Folding;

/// <summary>Every frame's view of the market, made again from the events of market and risk book.</summary>
internal sealed class FrameHistory : IMarketHistory
{
    private readonly List<MarketView> views = [];
    private readonly Dictionary<RiskBookVersion, RiskBook> books = [];

    public MarketView? Latest => views.Count == 0 ? null : views[^1];

    public MarketView? At(FrameNumber frame) =>
        frame.Value >= 1 && frame.Value <= views.Count ? views[(int)(frame.Value - 1)] : null;

    /// <summary>Takes note of an event.</summary>
    /// <returns>What keeps it from being used, or null.</returns>
    public string? Observe(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case RiskBookEvent.Adopted adopted:
                books[adopted.Book.Version] = adopted.Book;
                return null;
            case MarketEvent.FrameIssued issued when issued.Frame.Value != views.Count + 1:
                return $"issues frame {issued.Frame} after frame {views.Count}; it is left out";
            case MarketEvent.FrameIssued issued when !books.ContainsKey(issued.Risk):
                return $"frame {issued.Frame} names risk book {issued.Risk}, which no event before it adopted; "
                    + "it is left out";
            case MarketEvent.FrameIssued { Path: { } path } issued when !books.ContainsKey(path.From):
                return $"frame {issued.Frame} comes from risk book {path.From}, which no event before it adopted; "
                    + "it is left out";
            case MarketEvent.FrameIssued issued:
                views.Add(MarketFold.Next(Latest, issued, recorded.Time, books));
                return null;
            default:
                return null;
        }
    }
}
