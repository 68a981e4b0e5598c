using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>How a margin call goes: docs/margin-calls.md.</content>
public abstract partial record AccountEvent
{
    /// <summary>Equity is below the warning ratio × maintenance, but the account is healthy.</summary>
    public sealed record MarginWarningGiven(StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose equity it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>Equity is at the warning ratio × maintenance again.</summary>
    public sealed record MarginWarningLifted(StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose equity it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>A margin call asks for money by a deadline.</summary>
    /// <param name="AnyOf">
    /// Each of these deposits alone, or margin added, brings equity back to the margin-call ratio × maintenance: the
    /// smallest amount of its asset that does, at the asset's scale. First the valuation currency, then what positions
    /// settle in; without what no amount of is enough.
    /// </param>
    /// <param name="Deadline">By the time of frames.</param>
    /// <param name="OnExpiry">What the deadline does.</param>
    /// <param name="Figures">What it rests on.</param>
    /// <param name="Basis">What was seen of the market.</param>
    public sealed record MarginDemanded(
        ValueList<Money> AnyOf, Instant Deadline, CallExpiry OnExpiry, StatusFigures Figures, MarketBasis Basis)
        : AccountEvent
    {
        /// <summary>Whose margin call it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>
    /// Equity is at the margin-call ratio again, and without this decision it would not be: money came in, or
    /// positions got smaller.
    /// </summary>
    public sealed record DemandMet(StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose margin call it was.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>Equity is at the margin-call ratio again by the frame's prices alone.</summary>
    public sealed record DemandCuredByPrice(StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose margin call it was.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>The deadline has passed, and equity is not at the margin-call ratio.</summary>
    /// <param name="Deadline">The first frame at or after it says so.</param>
    /// <param name="OnExpiry">What follows.</param>
    /// <param name="Figures">What is missing still.</param>
    /// <param name="Basis">What was seen of the market.</param>
    public sealed record DemandExpired(
        Instant Deadline, CallExpiry OnExpiry, StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose margin call it is.</summary>
        public MarginScope Scope { get; init; }
    }
}
