using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Makes one symbol's accepted price out of the quotes of several sources.</summary>
/// <remarks>
/// The price is the median of the live sources. A median beyond the deviation band around the last accepted price is
/// held back; the band yields when enough sources are beyond it on the median's side at every pass for the set time,
/// and each of them quoted again after the pass that first saw the move. Background: docs/decisions/price-oracle.md.
/// </remarks>
public static class PriceOracle
{
    /// <summary>One pass: takes a batch of quotes and looks whether the accepted price changes.</summary>
    /// <param name="parameters">Rules of the symbol, without problems.</param>
    /// <param name="state">The oracle before.</param>
    /// <param name="batch">
    /// Quotes in any order; their order has no influence. May be empty: time alone makes quotes stale.
    /// </param>
    /// <param name="now">The venue's time of this pass, not before that of an earlier one.</param>
    /// <param name="index">What the index is at this pass, for a mark that follows it.</param>
    /// <returns>
    /// The oracle afterwards, and a verdict for each quote, which may be any <see cref="QuoteRefusal"/>. Quotes are
    /// judged in order of time, source, price; of two prices of one source for one time the lower is taken and the
    /// higher is a conflict.
    /// </returns>
    public static OracleOutcome Observe(
        OracleParameters parameters,
        OracleState state,
        IReadOnlyList<Quote> batch,
        Instant now,
        IndexNow index = default)
    {
        var intake = PriceOracleIntake.Take(parameters, state.Quotes, batch, now);
        var after = Reprice(parameters, state with { Quotes = intake.Quotes }, now);
        if (parameters.Rules != OracleRules.None)
            after = new PriceRefinement(parameters, state, now).Of(after, index);
        var newPrice = after.Price == state.Price ? null : after.Price;
        return new OracleOutcome(after, intake.Verdicts, intake.Accepted, newPrice);
    }

    /// <summary>Stops accepting prices; quotes are still remembered. A halted oracle stays as it is.</summary>
    public static OracleState Halt(OracleState state) =>
        state with { Mode = OracleMode.Halted, Pending = null, Condition = OracleCondition.Halted };

    /// <summary>
    /// Accepts prices again: the next pass with enough live sources accepts their median without the band, as a first
    /// price, because the operator who resumes vouches for the level. An oracle that is not halted stays as it is.
    /// </summary>
    public static OracleState Resume(OracleState state) =>
        state.Mode == OracleMode.Halted ? WithoutPrice(state with { Mode = OracleMode.Resuming }) : state;

    /// <summary>
    /// Until when the accepted price stays live if no source quotes again; null where it is not live.
    /// </summary>
    public static Instant? LiveUntil(OracleParameters parameters, OracleState state) =>
        state.Condition == OracleCondition.Live ? GoodUntil(parameters, state) : null;

    /// <summary>Until when enough sources stand for the price if none quotes again; null where they do not.</summary>
    internal static Instant? GoodUntil(OracleParameters parameters, OracleState state)
    {
        if (!state.IsGood)
            return null;
        var times = state.Quotes.Where(quote => parameters.Sources.Contains(quote.Source))
            .Select(quote => quote.Time)
            .OrderDescending();
        return times.ElementAt(parameters.MinimumSources - 1) + parameters.MaximumAge;
    }

    /// <summary>The median: the middle price, or the mean of the middle two.</summary>
    /// <param name="prices">1 or more prices.</param>
    /// <param name="scale">
    /// Decimals that a mean is rounded to, half to even: neither side gains by it in the long run.
    /// </param>
    /// <returns>
    /// Between the lowest and the highest price if they fit the scale. The mean is exact before it is rounded.
    /// </returns>
    private static Price Median(IEnumerable<Price> prices, int scale)
    {
        var sorted = prices.Order().ToArray();
        var (lower, upper) = (sorted[(sorted.Length - 1) / 2].Value, sorted[sorted.Length / 2].Value);
        return new Price(Decimals.Normal(Math.Round((lower + upper) / 2m, scale, MidpointRounding.ToEven)));
    }

    private static OracleState Reprice(OracleParameters parameters, OracleState state, Instant now)
    {
        if (state.Mode == OracleMode.Halted)
            return state with { Pending = null, Condition = OracleCondition.Halted };
        var live = Live(parameters, state, now);
        if (live.Count < parameters.MinimumSources || IsOwnAlone(parameters, live))
            return WithoutPrice(state);
        var median = Median(live.Select(quote => quote.Price), parameters.PriceScale);
        if (state.Accepted is not { } last || state.Mode == OracleMode.Resuming)
            return Accept(state, median, now);
        var direction = Beyond(parameters, last.Price, median);
        return direction == MoveDirection.None
            ? Accept(state, median, now)
            : HoldOrYield(parameters, state, median, direction, [.. live.Where(IsBeyond)], now);

        bool IsBeyond(SourceQuote quote) => Beyond(parameters, last.Price, quote.Price) == direction;
    }

    /// <summary>The sources that count now.</summary>
    internal static List<SourceQuote> Live(OracleParameters parameters, OracleState state, Instant now) =>
        [.. state.Quotes.Where(quote =>
            parameters.Sources.Contains(quote.Source) && quote.Time + parameters.MaximumAge >= now)];

    // Whoever could move the collateral's price by trading here would be paid by the venue for it.
    private static bool IsOwnAlone(OracleParameters parameters, List<SourceQuote> quotes) =>
        parameters.OwnSource is { } own && quotes.TrueForAll(quote => quote.Source == own);

    private static MoveDirection Beyond(OracleParameters parameters, Price last, Price price) =>
        Math.Abs(price.Value - last.Value) <= parameters.DeviationBand.Value * last.Value ? MoveDirection.None
        : price > last ? MoveDirection.Up
        : MoveDirection.Down;

    /// <param name="parameters">Rules of the symbol.</param>
    /// <param name="state">The oracle before.</param>
    /// <param name="median">Median of the live sources.</param>
    /// <param name="direction">Side of the band that it is on.</param>
    /// <param name="movers">Live sources that are beyond the band on that side themselves.</param>
    /// <param name="now">Time of this pass.</param>
    private static OracleState HoldOrYield(
        OracleParameters parameters,
        OracleState state,
        Price median,
        MoveDirection direction,
        List<SourceQuote> movers,
        Instant now)
    {
        if (movers.Count < parameters.YieldSources || IsOwnAlone(parameters, movers))
            return state with { Pending = null, Condition = OracleCondition.Held };
        var move = state.Pending is { } pending && pending.Direction == direction
            ? pending
            : new PendingMove(direction, now);

        // Silence is not agreement: a quote that started the move and was never repeated does not carry it.
        var repeated = movers.Count(quote => quote.ReceivedAt > move.Since) >= parameters.YieldSources;
        return repeated && now >= move.Since + parameters.YieldAfter
            ? Accept(state, median, now)
            : state with { Pending = move, Condition = OracleCondition.Held };
    }

    private static OracleState Accept(OracleState state, Price price, Instant now) => state with
    {
        Accepted = state.Accepted is { } last && last.Price == price ? last : new AcceptedPrice(price, now),
        Pending = null,
        Mode = OracleMode.Running,
        Condition = OracleCondition.Live,
    };

    private static OracleState WithoutPrice(OracleState state) => state with
    {
        Pending = null,
        Condition = state.Accepted is null ? OracleCondition.NoPrice : OracleCondition.Stale,
    };
}
