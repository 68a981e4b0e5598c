using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funding;

/// <summary>What held of an instrument's prices since the last look.</summary>
/// <param name="Index">Index price of the base in the asset that the instrument is quoted in; null where there is none
/// yet.</param>
/// <param name="Mark">Its mark price; null where there is none yet.</param>
/// <param name="LiveUntil">When the first of the two goes stale unless it is quoted again; null where one of them is
/// not live.</param>
public readonly record struct FundingPrices(Price? Index, Price? Mark, Instant? LiveUntil);

/// <summary>Measures the premium over time and turns it into payments.</summary>
/// <remarks>
/// Between two looks prices stand still, so the mean is exact. Intervals end at multiples of their length, whoever
/// looks when. Time in which a price was halted, held back or stale counts neither in the mean nor in the length.
/// </remarks>
public static class FundingMeter
{
    /// <summary>What is more counts as so much: any cap is long reached, and a week of it fits a decimal.</summary>
    private const decimal LargestPremium = 1_000_000m;

    /// <summary>Moves an instrument's funding on to <paramref name="now"/>.</summary>
    /// <param name="terms">The rules in force.</param>
    /// <param name="before">How it stood at the last look; null before the first.</param>
    /// <param name="prices">What held since then.</param>
    /// <param name="now">Not before the last look.</param>
    public static FundingUpdate Advance(FundingTerms terms, FundingState? before, FundingPrices prices, Instant now)
    {
        var payments = new List<FundingPayment>();
        var state = before ?? Begin(terms.Rules, now, Amount.Zero);
        while (now >= state.To)
        {
            state = See(state, prices, state.To);
            if (state.Active > TimeSpan.Zero)
            {
                var payment = Due(terms, state, prices);
                payments.Add(payment);
                state = state with { Index = new Amount(Decimals.Normal((state.Index + payment.Payment).Value)) };
            }

            // Where nothing more can become active, the intervals up to now are empty: there is no need to go through
            // them.
            state = prices.LiveUntil > state.To
                ? Begin(terms.Rules, state.To, state.Index)
                : Begin(terms.Rules, now, state.Index);
        }

        return new FundingUpdate(terms.Instrument, See(state, prices, now), payments.ToValueList());
    }

    private static FundingState Begin(FundingParameters rules, Instant at, Amount index)
    {
        var length = (long)rules.Interval.TotalMilliseconds;
        var from = new Instant(at.UnixMilliseconds - (at.UnixMilliseconds % length));
        return new FundingState(index, from, from + rules.Interval, at, TimeSpan.Zero, 0m);
    }

    private static FundingState See(FundingState state, FundingPrices prices, Instant until)
    {
        if (prices is not { Index: { } index, Mark: { } mark, LiveUntil: { } live } || until <= state.SeenUntil)
            return until > state.SeenUntil ? state with { SeenUntil = until } : state;
        var active = (live < until ? live : until) - state.SeenUntil;
        if (active <= TimeSpan.Zero)
            return state with { SeenUntil = until };
        var premium = PremiumOf(mark.Value, index.Value);
        return state with
        {
            SeenUntil = until,
            Active = state.Active + active,
            WeightedPremium = Decimals.Normal(state.WeightedPremium + (premium * (long)active.TotalMilliseconds)),
        };
    }

    private static decimal PremiumOf(decimal mark, decimal index) => mark >= Decimals.Times(index, LargestPremium)
        ? LargestPremium
        : Math.Round((mark - index) / index, FundingParameters.RateScale, MidpointRounding.ToEven);

    private static FundingPayment Due(FundingTerms terms, FundingState state, FundingPrices prices)
    {
        var active = (long)state.Active.TotalMilliseconds;
        var premium = new Rate(Decimals.Normal(
            Math.Round(state.WeightedPremium / active, FundingParameters.RateScale, MidpointRounding.ToEven)));
        var rate = terms.Rules.RateOf(premium);
        var price = terms.IsInverse ? prices.Mark!.Value : prices.Index!.Value;
        var perSize = terms.IsInverse ? rate.Value / price.Value : rate.Value * price.Value;

        // Half to even is the same for both sides: what the one is charged, the other gets.
        var due = Math.Round(
            perSize * active / (long)terms.Rules.Interval.TotalMilliseconds, terms.IndexScale, MidpointRounding.ToEven);
        return new FundingPayment(
            state.To,
            premium,
            rate,
            state.Active,
            new Price(Decimals.Normal(price.Value)),
            new Amount(Decimals.Normal(due)));
    }
}
