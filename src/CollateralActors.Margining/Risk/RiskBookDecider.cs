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
    /// <summary>The grace paths that have not ended, in order of their beginnings.</summary>
    public ValueList<KnownPath> Paths { get; init; } = [];

    /// <summary>The last adopted version; 0 before the first.</summary>
    public RiskBookVersion Version => Book?.Version ?? default;
}

/// <summary>The grace path of a version.</summary>
/// <param name="Version">The version that comes by it.</param>
/// <param name="Since">When it comes into force.</param>
/// <param name="Until">When it holds alone.</param>
public sealed record KnownPath(RiskBookVersion Version, Instant Since, Instant Until);

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
            RiskBookCommand.Adopt c => Adopt(c, entity.State, context.Now),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };

    private static Decision Adopt(RiskBookCommand.Adopt command, RiskBookState state, Instant now)
    {
        var problems = AdoptionTerms.Problems(command, state, now)
            .Concat(RiskBookRules.Problems(command.Book, state.Book, command.EffectiveAt ?? now))
            .Concat(ProblemsOfInputs(command, state))
            .ToList();
        if (problems.Count > 0)
            return Decision.Reject(new Rejection(RejectionCode.IllegalParameters, string.Join("; ", problems)));
        var book = command.Book.WithVersion(new RiskBookVersion(state.Version.Value + 1));
        return Decision.Accept(new RiskBookEvent.Adopted(book)
        {
            EffectiveAt = command.EffectiveAt ?? (command.GraceUntil is null ? null : now),
            GraceUntil = command.GraceUntil,
            Inputs = command.Inputs,
        });
    }

    // What a version is said to be computed from gives that version, or it is not adopted: an audit decides it again.
    private static IEnumerable<string> ProblemsOfInputs(RiskBookCommand.Adopt command, RiskBookState state) =>
        command.Inputs is not { } inputs ? []
        : state.Book is { } before ? inputs.Problems(before, command.Book)
        : ["the first version was computed from nothing before it; leave the inputs out"];

    /// <inheritdoc/>
    public RiskBookState Evolve(RiskBookState state, Recorded recorded) => recorded.Event switch
    {
        RiskBookEvent.Adopted e => new RiskBookState(e.Book)
        {
            Paths = AdoptionTerms.PathsAfter(state.Paths, e, recorded.Time),
        },
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
                EffectiveAt = adopted.EffectiveAt,
                GraceUntil = adopted.GraceUntil,
            })]
        : [];

    /// <inheritdoc/>
    public bool MayRest(RiskBookState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(RiskBookState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        RiskBookEvent.Adopted e => new RiskBookCommand.Adopt(e.Book)
        {
            EffectiveAt = e.EffectiveAt,
            GraceUntil = e.GraceUntil,
            Inputs = e.Inputs,
        },
        _ => null,
    };
}
