using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What an instrument's index is at a pass.</summary>
/// <param name="Price">P_base ÷ P_per; null where there is none yet.</param>
/// <param name="IsGood">Whether the index prices are ones that enough sources stand for.</param>
public readonly record struct IndexNow(Price? Price, bool IsGood);

/// <summary>What an oracle's rules make of the price that its sources made: docs/prices.md.</summary>
/// <param name="parameters">Rules of the symbol.</param>
/// <param name="before">The oracle before the pass.</param>
/// <param name="now">Time of the pass.</param>
internal readonly struct PriceRefinement(OracleParameters parameters, OracleState before, Instant now)
{
    /// <summary>A lost asset falls in so many steps: each is a frame, and no frame changes it by less.</summary>
    public const int Steps = 100;

    private readonly OracleParameters parameters = parameters;
    private readonly OracleState before = before;
    private readonly Instant now = now;

    private OracleRules Rules => parameters.Rules;

    /// <summary>The oracle as the rules leave it.</summary>
    public OracleState Of(OracleState after, IndexNow index)
    {
        var state = Rules.Smoothing is { } smoothing ? Smooth(after, smoothing, index) : after;
        state = WithLoss(Judge(Measure(state)));
        state = Averaged(state);
        return state with { Cautious = CautiousOf(state) };
    }

    /// <summary>What a lost asset counts after so many of its steps: its lower bound, less the steps' share.</summary>
    /// <returns>A share of its price, rounded down.</returns>
    public static Rate RemainingAt(OracleParameters parameters, OracleState state, int step)
    {
        var price = state.Price!.Value.Value;
        var lower = Math.Max(0m, price - CutOf(parameters, state));
        var share = lower / price * (Steps - step) / Steps;
        return new Rate(Decimals.Normal(Decimals.Down(share, Decimals.LargestScale)));
    }

    // Between two passes the premium stands still, as prices do.
    private OracleState Smooth(OracleState state, IndexSmoothing smoothing, IndexNow index)
    {
        if (!index.IsGood && state.Condition == OracleCondition.Live)
            state = state with { Condition = OracleCondition.Stale };
        if (state is not { Condition: OracleCondition.Live, Accepted.Price: var median }
            || index.Price is not { } level)
            return state;
        var premium = median.Value - level.Value;
        var mean = state.Premium is null
            ? TimeAverage.Begin(premium, now)
            : state.Premium.Advance(state.LastPremium, CountedSince(state.Premium.At), smoothing.Window, now);
        var followed = level.Value + mean.Value;
        var mark = smoothing.MedianOfThree ? Middle(followed, median.Value, level.Value) : followed;
        var smoothed = Math.Round(mark, parameters.PriceScale, MidpointRounding.ToEven);
        var isSame =
            smoothed == state.Smoothed?.Value && premium == state.LastPremium && mean.Value == state.Premium?.Value;
        return isSame || smoothed <= 0m ? state : state with
        {
            Premium = mean,
            LastPremium = Decimals.Normal(premium),
            Smoothed = new Price(Decimals.Normal(smoothed)),
        };
    }

    // Half of the live sources see the price within so much of the accepted one: a single wrong source does not widen
    // it.
    private OracleState Measure(OracleState state)
    {
        if (!Rules.UsesConfidence || state is not { Condition: OracleCondition.Live, Accepted.Price: var price })
            return state;
        var reaches = PriceOracle.Live(parameters, state, now)
            .Select(quote => Math.Abs(quote.Price.Value - price.Value) + (quote.Confidence?.Value ?? 0m))
            .Order()
            .ToArray();
        return state with { Confidence = new Price(Decimals.Normal(reaches[reaches.Length / 2])) };
    }

    private OracleState Judge(OracleState state) =>
        state is { Condition: OracleCondition.Live, Confidence: { } width, Price: { } price }
        && Rules.UncertainAbove is { } share && width.Value > share.Value * price.Value
            ? state with { Condition = OracleCondition.Uncertain }
            : state;

    private OracleState WithLoss(OracleState state)
    {
        if (Rules.LostAfter is not { } patience || state.Price is null)
            return state;
        if (state.IsGood)
            return state with { DownSince = null, Remaining = null };
        var since = before.DownSince ?? now;
        var lost = since + patience;
        return now < lost
            ? state with { DownSince = since, Remaining = null }
            : state with
            {
                DownSince = since,
                Condition = OracleCondition.Lost,
                Remaining = RemainingOf(state, now - lost),
            };
    }

    private Rate? RemainingOf(OracleState state, TimeSpan elapsed)
    {
        if (Rules.FallsToZeroOver is not { } over)
            return null;
        var (gone, all) = ((decimal)elapsed.TotalMilliseconds, (decimal)over.TotalMilliseconds);
        return RemainingAt(parameters, state, gone >= all ? Steps : (int)decimal.Ceiling(gone * Steps / all));
    }

    private OracleState Averaged(OracleState state)
    {
        if (Rules.AverageWindow is not { } window || state.Price is not { } price)
            return state;
        if (before.Average is not { } average || before.Price is not { } held)
            return state with { Average = TimeAverage.Begin(price.Value, now) };
        var next = average.Advance(held.Value, CountedSince(average.At), window, now);

        // Nothing to tell: a mean that did not move issues no frame.
        return next.Value == average.Value && state == before ? state : state with { Average = next };
    }

    private CautiousPrices? CautiousOf(OracleState state) =>
        state.Price is { } price ? CautiousPrices.Around(price, state.Average?.Value, CutOf(parameters, state)) : null;

    private static decimal CutOf(OracleParameters parameters, OracleState state) =>
        (state.Confidence?.Value ?? 0m) * parameters.Rules.ConfidenceFactor.Value;

    // Time in which nobody stood for the price counts for no mean.
    private TimeSpan CountedSince(Instant at)
    {
        if (PriceOracle.GoodUntil(parameters, before) is not { } until)
            return TimeSpan.Zero;
        var counted = (until < now ? until : now) - at;
        return counted > TimeSpan.Zero ? counted : TimeSpan.Zero;
    }

    private static decimal Middle(decimal a, decimal b, decimal c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
