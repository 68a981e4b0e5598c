using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What one pass of an oracle came to. Compares by value.</summary>
/// <param name="State">The oracle afterwards; equal to the one before if there is nothing to store.</param>
/// <param name="Verdicts">One for each quote of the batch, in the order of the batch.</param>
/// <param name="AcceptedQuotes">
/// The quotes that count, at most one a source, in order of the sources. Observing them alone at the same time gives
/// the same state: an event that stores them and the time has all that a fold needs.
/// </param>
/// <param name="NewPrice">The accepted price if this pass changed it, else null.</param>
public sealed record OracleOutcome(
    OracleState State,
    ValueList<QuoteVerdict> Verdicts,
    ValueList<Quote> AcceptedQuotes,
    Price? NewPrice)
{
    /// <summary>What the accepted price is worth now.</summary>
    public OracleCondition Condition => State.Condition;
}
