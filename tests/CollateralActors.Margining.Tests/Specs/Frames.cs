using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>The frames that a specification has shown so far.</summary>
internal sealed class Frames : IMarketHistory
{
    private readonly Dictionary<FrameNumber, MarketView> views = [];

    public MarketView? Latest { get; private set; }

    public MarketView? At(FrameNumber frame) => views.GetValueOrDefault(frame);

    public FrameNumber OldestKept { get; private set; } = FrameNumber.None.Next;

    /// <summary>Frames before this one are not kept any more.</summary>
    public void ForgetBefore(FrameNumber oldest)
    {
        OldestKept = oldest;
        foreach (var gone in views.Keys.Where(frame => frame < oldest).ToList())
            views.Remove(gone);
    }

    public void Add(MarketView view) => Latest = views[view.Frame] = view;

    /// <summary>What a host shows to the decision of a message: the frame that it was stamped for, else the latest.</summary>
    public DecisionContext ContextOf(Envelope envelope, Instant now) =>
        new(now, this, envelope.Stamp is { } stamp ? At(stamp.Frame) : Latest);
}
