namespace CollateralActors.Benchmarks.Bands;

/// <summary>Prices of all instruments over all frames: a common move and one of each instrument's own, a tick of one second.</summary>
internal sealed class MarketPath
{
    private readonly double common;
    private readonly double own;
    private readonly long[] prices;

    /// <param name="instruments">How many there are.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="volatility">Standard deviation of a price over a frame.</param>
    /// <param name="correlation">Of two instruments' moves.</param>
    /// <param name="seed">The seed.</param>
    public MarketPath(int instruments, int frames, double volatility, double correlation, int seed)
    {
        (Instruments, Frames) = (instruments, frames);
        (common, own) = (volatility * Math.Sqrt(correlation), volatility * Math.Sqrt(1 - correlation));
        prices = new long[instruments * frames];
        var random = new Random(seed);
        var now = new double[instruments];
        for (var i = 0; i < instruments; i++)
            now[i] = 20 * Math.Pow(5_000, (double)i / (instruments - 1));
        for (var frame = 0; frame < frames; frame++)
        {
            var together = common * Normal(random);
            for (var i = 0; i < instruments; i++)
            {
                now[i] *= Math.Exp(frame == 0 ? 0 : together + (own * Normal(random)));
                prices[(frame * instruments) + i] = (long)(now[i] * StressedPopulation.PriceUnits);
            }
        }
    }

    public int Instruments { get; }

    public int Frames { get; }

    public ReadOnlySpan<long> First => At(0);

    public ReadOnlySpan<long> At(int frame) => prices.AsSpan(frame * Instruments, Instruments);

    /// <summary>Standard deviation of what exposures gain over a frame.</summary>
    public double DeviationOf(ReadOnlySpan<double> exposures)
    {
        var (sum, squares) = (0d, 0d);
        foreach (var exposure in exposures)
        {
            sum += exposure;
            squares += exposure * exposure;
        }

        return Math.Sqrt((common * common * sum * sum) + (own * own * squares));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
