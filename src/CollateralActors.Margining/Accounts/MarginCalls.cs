using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>How a margin call goes on: warning, demand with a deadline, answer or expiry.</summary>
/// <remarks>
/// The status is decided before and does not depend on any of this: a demand begins while it is a margin call, and
/// lasts until it is healthy, whatever it was between. docs/margin-calls.md has the rules.
/// </remarks>
internal static class MarginCalls
{
    /// <summary>
    /// Whether a part of an account is liquidated because of an expired call: it closes as much as the call asked for.
    /// </summary>
    public static bool IsForced(MarginDemand? demand, MarginStatus status) =>
        demand is { IsExpired: true, OnExpiry: CallExpiry.Liquidate } && status != MarginStatus.Healthy;

    /// <summary>Whether a part of an account has to be liquidated: by its status, or by an expired call.</summary>
    public static bool IsLiquidatable(MarginDemand? demand, MarginStatus status) =>
        status is MarginStatus.Liquidation or MarginStatus.Bankrupt || IsForced(demand, status);

    /// <summary>What follows for a part of an account after its status was decided.</summary>
    /// <param name="before">The account without what the command did: would prices alone have done it?</param>
    /// <param name="after">The account with its new status.</param>
    /// <param name="seen">The part, looked at.</param>
    /// <param name="market">The frame.</param>
    public static IEnumerable<AccountEvent> Next(
        AccountState before, AccountState after, Assessment seen, MarketView market)
    {
        var standing = after.StandingOf(seen.Scope);
        var (figures, basis, scope) = (seen.StatusFigures, seen.Basis, seen.Scope);
        if (seen.Figures.IsWarned(market.Risk) is var isWarned && isWarned != standing.IsWarned)
        {
            yield return isWarned
                ? new AccountEvent.MarginWarningGiven(figures, basis) { Scope = scope }
                : new AccountEvent.MarginWarningLifted(figures, basis) { Scope = scope };
        }

        if (!IsDue(standing.Demand, seen.Figures.Status, market))
            yield break;
        var rules = market.Risk.Calls;
        if (standing.Demand is not { } demand)
        {
            yield return new AccountEvent.MarginDemanded(
                DemandedAmount.AnyOf(after, scope, market),
                DeadlineOf(rules, market),
                rules.OnExpiry,
                figures,
                basis)
            {
                Scope = scope,
            };
        }
        else if (seen.Figures.Status != MarginStatus.Healthy)
        {
            yield return new AccountEvent.DemandExpired(demand.Deadline, demand.OnExpiry, figures, basis)
            {
                Scope = scope,
            };
        }
        else
        {
            yield return DemandedAmount.IsEnough(before, scope, market)
                ? new AccountEvent.DemandCuredByPrice(figures, basis) { Scope = scope }
                : new AccountEvent.DemandMet(figures, basis) { Scope = scope };
        }
    }

    // On a grace path it may be the change alone that calls: nothing is closed for that before the path ends.
    private static Instant DeadlineOf(CallRules rules, MarketView market)
    {
        var deadline = rules.DeadlineFrom(market.Time)!.Value;
        return market.Path is { } path && path.Until > deadline ? path.Until : deadline;
    }

    /// <summary>Whether a frame that finds a part at a status has anything to say of warnings or demands.</summary>
    public static bool IsDue(Standing standing, MarginFigures figures, MarketView market) =>
        figures.IsWarned(market.Risk) != standing.IsWarned || IsDue(standing.Demand, figures.Status, market);

    /// <summary>A band that also ends at the deadline of a demand.</summary>
    public static Band Until(MarginDemand? demand, Band band, MarketView market) =>
        demand is not { IsExpired: false } ? band : band.And(Band.Until(market, DueAt(demand, market)));

    // A call that is older than a grace path does not expire on it either: by the set before it might be healthy.
    private static Instant DueAt(MarginDemand demand, MarketView market) =>
        market.Path is { } path && path.Until > demand.Deadline ? path.Until : demand.Deadline;

    private static bool IsDue(MarginDemand? demand, MarginStatus status, MarketView market) => demand is null
        ? status == MarginStatus.MarginCall && market.Risk.Calls.Period is not null
        : status == MarginStatus.Healthy || (!demand.IsExpired && market.Time >= DueAt(demand, market));
}
