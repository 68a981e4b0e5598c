using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Which version of the risk book is in force, and when the next one will be.</summary>
internal static class RiskBookSchedule
{
    /// <summary>The market after it heard of a version: in force at once, or waiting for its time.</summary>
    public static MarketState With(MarketState state, MarketEvent.RiskBookInForce version) =>
        version.EffectiveAt is null
            ? Using(state, version)
            : state with { Scheduled = state.Scheduled.Append(version).ToValueList() };

    /// <summary>The market with the version that is in force at a time.</summary>
    /// <remarks>
    /// A version takes the place of all before it, those that wait for their time among them: they were drawn up
    /// without knowing of it.
    /// </remarks>
    public static MarketState At(MarketState state, Instant now)
    {
        var due = state.Scheduled.Where(version => version.EffectiveAt <= now).MaxBy(version => version.Version);
        var then = due is null ? state : Using(state, due);
        return then.Path is { } path && path.Until <= now ? then with { Path = null } : then;
    }

    /// <summary>The market with the version that a frame names.</summary>
    public static MarketState Naming(MarketState state, RiskBookVersion version) =>
        version != state.Risk && state.Scheduled.FirstOrDefault(s => s.Version == version) is { } named
            ? Using(state, named)
            : state;

    /// <summary>When the next version comes into force or a path ends; null if nothing waits for its time.</summary>
    public static Instant? Next(MarketState state) =>
        state.Scheduled.Select(version => version.EffectiveAt).Append(state.Path?.Until).Min();

    private static MarketState Using(MarketState state, MarketEvent.RiskBookInForce version) => state with
    {
        Risk = version.Version,
        Path = version is { GraceUntil: { } until, EffectiveAt: { } since } && state.Risk != default
            ? new PathTerms(state.Risk, since, until)
            : null,
        FundingTerms = version.Funding,
        InterestTerms = version.Interest,
        SettlementTerms = version.Settlements,
        Scheduled = state.Scheduled.Where(later => later.Version.CompareTo(version.Version) > 0).ToValueList(),
    };
}
