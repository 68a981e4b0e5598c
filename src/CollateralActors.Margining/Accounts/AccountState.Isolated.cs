using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Its parts: balances and cross positions, and each isolated position.</content>
public sealed partial record AccountState
{
    /// <summary>Instruments that the account trades isolated, each with its margin; all others are cross.</summary>
    public ImmutableSortedDictionary<InstrumentId, IsolatedInstrument> Isolated { get; init; } =
        ImmutableSortedDictionary<InstrumentId, IsolatedInstrument>.Empty;

    /// <summary>All parts: the cross one first, then the isolated instruments by name.</summary>
    public IEnumerable<MarginScope> Scopes =>
        Isolated.Keys.Select(instrument => new MarginScope(instrument)).Prepend(MarginScope.Cross);

    /// <summary>Whether any part is being liquidated.</summary>
    public bool IsInLiquidation =>
        Episode is not Episode.None || Isolated.Values.Any(each => each.Standing.Episode is not Episode.None);

    /// <summary>The part that positions in an instrument belong to.</summary>
    public MarginScope ScopeOf(InstrumentId instrument) =>
        Isolated.ContainsKey(instrument) ? new MarginScope(instrument) : MarginScope.Cross;

    /// <summary>How a part stands; good where there is no such part.</summary>
    public Standing StandingOf(MarginScope scope) =>
        scope.Isolated is not { } instrument
            ? new Standing(Status, Episode, IsUncovered)
            {
                IsWarned = IsWarned,
                Demand = Demand,
                GraceUntil = GraceUntil,
            }
        : Isolated.TryGetValue(instrument, out var isolated) ? isolated.Standing
        : Standing.Good;

    /// <summary>The same account with a part that stands otherwise.</summary>
    public AccountState WithStanding(MarginScope scope, Func<Standing, Standing> change)
    {
        var standing = change(StandingOf(scope));
        return scope.Isolated is { } instrument
            ? this with { Isolated = Isolated.SetItem(instrument, Isolated[instrument] with { Standing = standing }) }
            : this with
            {
                Status = standing.Status,
                Episode = standing.Episode,
                IsUncovered = standing.IsUncovered,
                IsWarned = standing.IsWarned,
                Demand = standing.Demand,
                GraceUntil = standing.GraceUntil,
            };
    }

    /// <summary>Margin of an instrument's isolated position; 0 where it is not isolated.</summary>
    public Amount IsolatedMarginOf(InstrumentId instrument) =>
        Isolated.TryGetValue(instrument, out var isolated) ? isolated.Margin : Amount.Zero;

    /// <summary>The same account with <paramref name="change"/> added to an isolated margin.</summary>
    public AccountState PostMargin(InstrumentId instrument, Amount change)
    {
        var isolated = Isolated[instrument];
        var margin = new Amount(Decimals.Normal((isolated.Margin + change).Value));
        return this with { Isolated = Isolated.SetItem(instrument, isolated with { Margin = margin }) };
    }

    /// <summary>Whether a part has a position.</summary>
    public bool HasPositionsIn(MarginScope scope) =>
        scope.Isolated is { } instrument ? Positions.ContainsKey(instrument)
        : Isolated.IsEmpty ? !Positions.IsEmpty
        : Positions.Keys.Any(each => !Isolated.ContainsKey(each));

    /// <summary>Whether a part owes: a negative balance, or a loss larger than its margin.</summary>
    public bool OwesIn(MarginScope scope) => scope.Isolated is { } instrument
        ? IsolatedMarginOf(instrument) < Amount.Zero
        : OwesSomething;
}
