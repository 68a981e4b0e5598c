using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Worlds;

/// <summary>The frames of a world, made of the events that were stored.</summary>
internal sealed class WorldHistory : IMarketHistory
{
    private readonly List<MarketView> views = [];
    private readonly Dictionary<RiskBookVersion, RiskBook> books = [];

    public MarketView? Latest => views.Count == 0 ? null : views[^1];

    public MarketView? At(FrameNumber frame) =>
        frame.Value >= 1 && frame.Value <= views.Count ? views[(int)frame.Value - 1] : null;

    public void Add(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case RiskBookEvent.Adopted adopted:
                books.Add(adopted.Book.Version, adopted.Book);
                break;
            case MarketEvent.FrameIssued frame:
                views.Add(MarketFold.Next(Latest, frame, recorded.Time, books));
                break;
        }
    }
}
