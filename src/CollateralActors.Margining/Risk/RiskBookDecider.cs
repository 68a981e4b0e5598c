using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>The venue's risk book as its events made it.</summary>
/// <param name="Book">The last adopted book; null before the first.</param>
public sealed record RiskBookState(RiskBook? Book)
{
    /// <summary>The last adopted version; 0 before the first.</summary>
    public RiskBookVersion Version => Book?.Version ?? default;
}

/// <summary>
/// The rules of the risk book: each adopted set of parameters gets the next number, and frames carry it from then on.
/// </summary>
public sealed class RiskBookDecider : IDecider<RiskBookState>
{
    /// <inheritdoc/>
    public RiskBookState Initial(EntityId id) => new(default(RiskBook));

    /// <inheritdoc/>
    public Decision Decide(Entity<RiskBookState> entity, Envelope envelope, DecisionContext context) =>
        envelope.Command switch
        {
            RiskBookCommand.Adopt c => Adopt(c.Book, entity.State, context.Now),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };

    private static Decision Adopt(RiskBook book, RiskBookState state, Instant now) =>
        RiskBookRules.Problems(book, state.Book, now) is { Count: > 0 } problems
            ? Decision.Reject(new Rejection(RejectionCode.IllegalParameters, string.Join("; ", problems)))
            : Decision.Accept(
                new RiskBookEvent.Adopted(book.WithVersion(new RiskBookVersion(state.Version.Value + 1))));

    /// <inheritdoc/>
    public RiskBookState Evolve(RiskBookState state, Recorded recorded) => recorded.Event switch
    {
        RiskBookEvent.Adopted e => new RiskBookState(e.Book),
        _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
    };

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<RiskBookState> before, IEvent @event) =>
        @event is RiskBookEvent.Adopted adopted
        ? [new Owed(
            Entities.Market,
            new MarketCommand.UseRiskBook(adopted.Book.Version)
            {
                Funding = FundingTerms.Of(adopted.Book),
                Interest = InterestTerms.Of(adopted.Book),
                Settlements = SettlementTerms.Of(adopted.Book),
            })]
        : [];

    /// <inheritdoc/>
    public bool MayRest(RiskBookState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(RiskBookState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        RiskBookEvent.Adopted e => new RiskBookCommand.Adopt(e.Book),
        _ => null,
    };
}
