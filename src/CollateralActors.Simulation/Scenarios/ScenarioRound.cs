using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>
/// One frame's worth of a run. Whoever drives it gives the inputs to the venue and waits until nothing is under way,
/// does the same with the quotes, and then tells the market that the frame is settled.
/// </summary>
/// <param name="Number">From 0; round 0 sets the venue up, and its quotes make the first frame.</param>
/// <param name="Time">The virtual time of everything in the round.</param>
/// <param name="Inputs">
/// Clients' commands, by receiver and, for one receiver, in the order in which they were given.
/// </param>
/// <param name="Quotes">The quotes of the round, for the market.</param>
public sealed record ScenarioRound(int Number, Instant Time, ValueList<Envelope> Inputs, Envelope Quotes)
{
    /// <summary>Says that every consequence of the round's frame is stored.</summary>
    public Envelope Settle(FrameNumber frame) => new(
        Entities.Market,
        new Origin.Client(new CommandId(FormattableString.Invariant($"r{Number}-settled"))),
        new MarketCommand.SettleFrame(frame));
}
