using CollateralActors.Margining.Market;
using CollateralActors.Margining.Options;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Watching;

/// <summary>The price of an option, which is its mark where it has none of its own, bounded over a box.</summary>
/// <remarks>
/// By Black (1976) without interest the price of a call rises and that of a put falls with the forward, and both rise
/// with the deviation σ√T: the least and the greatest price are at corners of the intervals of base, settle asset,
/// volatility and time left. Ends are moved outwards by more than floating point errs and than quantising, which goes
/// down for a long and up for a short, takes.
/// </remarks>
/// <param name="option">The option; it has an expiry.</param>
/// <param name="base">Number of the base's index price; negative where that is 1.</param>
/// <param name="per">Number of the settle asset's; negative likewise.</param>
/// <param name="volatility">Number of the implied volatility.</param>
/// <param name="timeLeft">Number of the time left to the expiry.</param>
internal sealed class OptionMark(InstrumentParameters option, int @base, int per, int volatility, int timeLeft)
{
    private const double MillisecondsPerYear = 365d * 86_400_000d;

    /// <summary>
    /// The grid of quantised time values is 1e-20, on tiny forwards finer, and where values are too large for it a
    /// share of 1e-27 of them, which is less than the error allowed to prices.
    /// </summary>
    private const double Grid = 2e-20;

    private readonly bool isCall = option.Terms.Right == OptionRight.Call;
    private readonly double strike = (double)option.Terms.Strike.Value;

    /// <summary>
    /// Whether bounds cover the option: it has a mark of its own, or a volatility and time left, by its expiry.
    /// </summary>
    public static bool Covers(InstrumentParameters option, MarketView market) =>
        IsPriced(option, market) || (market.Settlement(option.Id) is null && market.Marks.ContainsKey(option.Id));

    /// <summary>
    /// Whether it has a volatility and time left, by its expiry: a scan prices it whatever mark it has.
    /// </summary>
    public static bool IsPriced(InstrumentParameters option, MarketView market) =>
        option.Expiry is { At: var expiry } && market.Time < expiry && market.Settlement(option.Id) is null
        && MarketVariable.Volatility(option.Id).In(market) != default;

    /// <summary>
    /// No price in the box is lower; after a move of prices and volatilities by factors, if they are given.
    /// </summary>
    public double Low(ReadOnlySpan<PriceRange> box, double byPrice = 1d, double byVolatility = 1d)
    {
        var forward = (isCall ? ForwardOver(box).Low : ForwardOver(box).High) * byPrice;
        var price = At(forward, box[volatility].Low * byVolatility, box[timeLeft].Low);
        return Math.Max(0d, price - Doubt(forward));
    }

    /// <summary>No price in the box is higher; after moves likewise.</summary>
    public double High(ReadOnlySpan<PriceRange> box, double byPrice = 1d, double byVolatility = 1d)
    {
        var forward = (isCall ? ForwardOver(box).High : ForwardOver(box).Low) * byPrice;
        return At(forward, box[volatility].High * byVolatility, box[timeLeft].High) + Doubt(forward);
    }

    /// <summary>
    /// Adds what <paramref name="size"/> units change in value for a relative move of 1 of each variable, without sign.
    /// </summary>
    /// <param name="size">How many units.</param>
    /// <param name="point">The present prices.</param>
    /// <param name="costs">One for each variable.</param>
    /// <param name="byPrice">What the forward is multiplied by first.</param>
    /// <remarks>
    /// By chords as long as a box may be: what an option far from the money loses, it loses far away.
    /// </remarks>
    public void AddCosts(
        double size, ReadOnlySpan<PriceRange> point, Span<double> costs, double byPrice = 1d)
    {
        const double PriceMove = 0.1, VolatilityMove = 0.25, TimeMove = -0.25;
        var forward = ForwardOver(point).Low * byPrice;
        var (sigma, left) = (point[volatility].Low, point[timeLeft].Low);
        var price = At(forward, sigma, left);
        var ofPrice = size / PriceMove * Math.Max(
            Math.Abs(At(forward * (1d + PriceMove), sigma, left) - price),
            Math.Abs(At(forward * (1d - PriceMove), sigma, left) - price));
        if (@base >= 0)
            costs[@base] += ofPrice;
        if (per >= 0)
            costs[per] += ofPrice;
        costs[volatility] += size / VolatilityMove * (At(forward, sigma * (1d + VolatilityMove), left) - price);
        costs[timeLeft] += size / TimeMove * (At(forward, sigma, left * (1d + TimeMove)) - price);
    }

    private PriceRange ForwardOver(ReadOnlySpan<PriceRange> box) => PriceRange.OfQuotient(@base, per, box);

    private double At(double forward, double sigma, double milliseconds) =>
        NearlyBlack76.Price(isCall, forward, strike, sigma * Math.Sqrt(milliseconds / MillisecondsPerYear));

    private double Doubt(double forward) => (NearlyBlack76.ErrorShare * (forward + strike)) + Grid;
}
