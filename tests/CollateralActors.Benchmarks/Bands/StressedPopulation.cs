using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>
/// Accounts near liquidation, as a diffusing population is that loses a few a frame: their number grows in proportion to the distance
/// from the line. All amounts are whole numbers of small units, so that decimals and integers compute the same to the last digit.
/// </summary>
internal sealed class StressedPopulation
{
    /// <summary>Positions of an account.</summary>
    public const int Legs = 4;

    /// <summary>Prices are in 1e-4, quantities in 1e-3, values and balances in 1e-7.</summary>
    public const long PriceUnits = 10_000, QuantityUnits = 1_000, ValueUnits = 10_000_000;

    /// <summary>Rates are in 1e-4, requirements in 1e-11.</summary>
    public const long RateUnits = 10_000;

    /// <summary>Upper ends of the tiers in whole settle units, and maintenance rates in <see cref="RateUnits"/>.</summary>
    public static readonly (long UpTo, long Rate)[] Tiers = [(50_000, 50), (500_000, 100), (long.MaxValue / ValueUnits, 250)];

    /// <summary>
    /// Distance from liquidation, in standard deviations of an account's gain over a frame, up to which accounts grow more in
    /// proportion to it; beyond it they are spread evenly.
    /// </summary>
    private const double Shore = 25;

    private readonly double[] deviations;
    private readonly int seed;

    public StressedPopulation(int accounts, int instruments, decimal marginCallRatio, int seed, MarketPath path)
    {
        (Accounts, this.seed) = (accounts, seed);
        Risk = RiskOf(instruments, marginCallRatio);
        Quantities = new long[accounts * Legs];
        EntryValues = new long[accounts * Legs];
        Instruments = new int[accounts * Legs];
        Balances = new long[accounts];
        deviations = new double[accounts];
        var random = new Random(seed);
        for (var account = 0; account < accounts; account++)
            Fill(account, instruments, path, random);
    }

    public int Accounts { get; }

    public RiskBook Risk { get; }

    public long[] Quantities { get; }

    public long[] EntryValues { get; }

    public int[] Instruments { get; }

    public long[] Balances { get; }

    /// <summary>The balance that brings a liquidated account back to the shore, drawn anew for each frame.</summary>
    public long TopUp(int account, int frame, ReadOnlySpan<long> prices)
    {
        var draw = unchecked((uint)((((seed * 31) + account) * 1_000_003) + frame) * 2_654_435_761u) / (double)uint.MaxValue;
        return BalanceAt(account, Shore * (0.5 + draw), prices);
    }

    /// <summary>The balance that leaves an account at a distance from liquidation, in its standard deviations.</summary>
    private long BalanceAt(int account, double distance, ReadOnlySpan<long> prices)
    {
        var slack = (long)(deviations[account] * distance * ValueUnits) + 1;
        var (profit, maintenance) = (0L, 0L);
        for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
        {
            var value = Quantities[leg] * prices[Instruments[leg]];
            profit += value - EntryValues[leg];
            maintenance += ArrayScan.Maintenance(Math.Abs(value));
        }

        return (maintenance / RateUnits) + slack - profit;
    }

    /// <summary>A balance in the core's own terms.</summary>
    public IReadOnlyList<Holding> Holdings(long balance) =>
        [new Holding(Risk[Risk.Valuation], new Amount((decimal)balance / ValueUnits))];

    /// <summary>The account in the core's own terms.</summary>
    public MarginBook Book(int account) => new(
        Holdings(Balances[account]),
        [
            .. Enumerable.Range(account * Legs, Legs).Select(leg => new BookPosition(
                Risk[InstrumentName(Instruments[leg])],
                new Quantity((decimal)Quantities[leg] / QuantityUnits),
                new Amount((decimal)EntryValues[leg] / ValueUnits),
                0m,
                null)),
        ],
        []);

    /// <summary>A frame in the core's own terms.</summary>
    public MarketView Market(int frame, ReadOnlySpan<long> prices)
    {
        var marks = ImmutableSortedDictionary.CreateBuilder<InstrumentId, Price>();
        for (var i = 0; i < prices.Length; i++)
            marks.Add(InstrumentName(i), new Price((decimal)prices[i] / PriceUnits));
        return new MarketView(
            new FrameNumber(frame + 1), new Instant(frame * 1_000L), Risk, ImmutableSortedDictionary<AssetId, Price>.Empty, marks.ToImmutable());
    }

    private static InstrumentId InstrumentName(int instrument) => new($"C{instrument:00}-USDT");

    private void Fill(int account, int instruments, MarketPath path, Random random)
    {
        var isLong = random.Next(2) == 0;
        var notional = Math.Exp((random.NextDouble() * 4) + 8);
        var chosen = new HashSet<int>();
        var exposures = new double[instruments];
        for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
        {
            var instrument = instruments == Legs ? leg % Legs : random.Next(instruments);
            while (!chosen.Add(instrument))
                instrument = random.Next(instruments);
            var price = path.First[instrument];
            var quantity = Math.Max(1, (long)(notional * (0.3 + random.NextDouble()) * PriceUnits * QuantityUnits / price));
            Instruments[leg] = instrument;
            Quantities[leg] = isLong ? quantity : -quantity;
            EntryValues[leg] = Quantities[leg] * (long)(price * (0.98 + (0.04 * random.NextDouble())));
            exposures[instrument] = (double)Quantities[leg] * price / ValueUnits;
        }

        deviations[account] = path.DeviationOf(exposures);
        Balances[account] = BalanceAt(account, DistanceOf(account), path.First);
    }

    /// <summary>
    /// Two liquidations a frame are a slope of 4 near the line: what flows out of a diffusion is half its variance times the slope.
    /// </summary>
    private static double DistanceOf(int account)
    {
        const double Near = 4 * Shore * Shore / 2;
        return account < Near ? Math.Sqrt(account / 2d) : Shore + ((account - Near) / (4 * Shore));
    }

    private static RiskBook RiskOf(int instruments, decimal marginCallRatio)
    {
        var usdt = new AssetId("USDT");
        var margin = new MarginSchedule(
            [
                .. Tiers.Select((tier, i) => new MarginTier(
                    i == Tiers.Length - 1 ? MarginSchedule.Endless : tier.UpTo,
                    new Rate(2m * tier.Rate / RateUnits),
                    new Rate((decimal)tier.Rate / RateUnits))),
            ],
            TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero);
        return new RiskBook(
            new RiskBookVersion(1), usdt, new Rate(marginCallRatio), Rate.One,
            [new AssetParameters(usdt, 6, CollateralSchedule.Full, Rate.Zero)],
            Enumerable.Range(0, instruments).Select(i => new InstrumentParameters(
                InstrumentName(i), InstrumentKind.LinearPerpetual, new AssetId($"C{i:00}"), usdt, usdt, 1m,
                new Quantity(1m / QuantityUnits), default, margin, Rate.Zero, Rate.Zero, Rate.Zero)));
    }
}
