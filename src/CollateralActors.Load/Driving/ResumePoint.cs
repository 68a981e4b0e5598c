using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Load.Driving;

/// <summary>
/// Where an interrupted run goes on. A round makes one frame; its mark says that all of it is stored.
/// </summary>
/// <param name="Round">Index of the first round that is not finished.</param>
/// <param name="FrameIsIssued">
/// Whether its frame is stored: its inputs are then stored too, but perhaps not what followed from the frame.
/// </param>
/// <param name="HasBegun">Whether an earlier process did any of the run.</param>
public readonly record struct ResumePoint(int Round, bool FrameIsIssued, bool HasBegun)
{
    /// <summary>The last frame that an earlier process stored.</summary>
    public FrameNumber LastFrame => new(FrameIsIssued ? Round + 1 : Round);

    /// <summary>Reads it from the market's events; the beginning where there are none.</summary>
    public static ResumePoint Of(IMarketSource journal)
    {
        var (issued, settled, hasBegun) = (FrameNumber.None, FrameNumber.None, false);
        foreach (var recorded in journal.Read(Entities.Market, 1))
        {
            hasBegun = true;
            if (recorded.Event is MarketEvent.FrameIssued frame)
                issued = frame.Frame;
            else if (recorded.Event is MarketEvent.FrameSettled mark)
                settled = mark.Frame;
        }

        return new ResumePoint((int)settled.Value, issued > settled, hasBegun);
    }
}
