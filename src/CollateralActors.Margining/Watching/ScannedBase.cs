using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The positions on one base, and what a scan makes of them over a box of prices.</summary>
/// <remarks>
/// What is no option gains exposure × move, so it counts by the sum of exposures N alone: down it loses max(0, N) × the
/// deepest fall, up max(0, −N) × the highest rise. With options the gain of each cell has an interval, the sum of those
/// of its parts, and a loss is the worst of the cells on its side.
/// </remarks>
internal sealed class ScannedBase
{
    private const int StackLimit = 64;

    private readonly ScannedLeg[] legs;
    private readonly ScannedOption[] options;
    private readonly (double Price, double Volatility)[] cells;
    private readonly int @base;
    private readonly double fall;
    private readonly double rise;
    private readonly double basis;
    private readonly double minimum;

    public ScannedBase(
        AssetId asset, ScanParameters scan, BookPosition[] positions, MarketView market, VariableNumbers variables)
    {
        var isOption = positions.ToLookup(position => position.Instrument.IsOption);
        legs = [.. isOption[false].Select(position => new ScannedLeg(position, market, variables))];
        options = [.. isOption[true].Select(position => new ScannedOption(position, variables))];
        @base = options.Length == 0 ? -1 : variables.Index(asset);
        cells =
        [
            .. from price in scan.PriceMoves
               from volatility in scan.VolatilityMoves
               select ((double)price.Value, (double)volatility.Value),
        ];
        fall = Math.Max(0d, -cells.Min(cell => cell.Price));
        rise = Math.Max(0d, cells.Max(cell => cell.Price));
        basis = (double)scan.BasisContingency.Value;
        minimum = (double)scan.ShortOptionMinimum.Value * options.Sum(option => option.IsShort ? option.Size : 0d);
        Factor = (double)scan.MaintenanceFactor.Value;
    }

    public double Factor { get; }

    /// <summary>The losses at least and at most, anywhere in the box.</summary>
    public ScannedLoss LossOver(ReadOnlySpan<PriceRange> box)
    {
        var (net, longs, shorts, gross) = (new PriceRange(0d, 0d), new PriceRange(0d, 0d), new PriceRange(0d, 0d), 0d);
        foreach (ref readonly var leg in legs.AsSpan())
        {
            var worth = leg.WorthOver(box);
            gross += worth.High;
            if (leg.IsLong)
            {
                net = new PriceRange(net.Low + worth.Low, net.High + worth.High);
                longs = new PriceRange(longs.Low + worth.Low, longs.High + worth.High);
            }
            else
            {
                net = new PriceRange(net.Low - worth.High, net.High - worth.Low);
                shorts = new PriceRange(shorts.Low + worth.Low, shorts.High + worth.High);
            }
        }

        gross *= fall + rise + basis;
        var price = PriceRange.Of(@base, box);
        var least = new Losses(
            fall * Math.Max(0d, net.Low),
            rise * Math.Max(0d, -net.High),
            basis * Math.Min(longs.Low, shorts.Low),
            minimum * price.Low);
        var most = new Losses(
            fall * Math.Max(0d, net.High),
            rise * Math.Max(0d, -net.Low),
            basis * Math.Min(longs.High, shorts.High),
            minimum * price.High);
        return options.Length == 0 ? new ScannedLoss(least, most, gross) : WithOptions(net, least, most, gross, box);
    }

    public void AddCosts(double ratio, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        foreach (ref readonly var leg in legs.AsSpan())
            leg.AddCosts(ratio * Factor * Math.Max(fall, rise), point, costs);
        foreach (ref readonly var option in options.AsSpan())
        {
            foreach (var move in (ReadOnlySpan<double>)[-fall, 0d, rise])
                option.AddCosts(ratio * Factor, move, point, costs);
        }
    }

    private ScannedLoss WithOptions(
        PriceRange net, Losses least, Losses most, double gross, ReadOnlySpan<PriceRange> box)
    {
        Span<PriceRange> gains =
            cells.Length <= StackLimit ? stackalloc PriceRange[cells.Length] : new PriceRange[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var (one, other) = (net.Low * cells[i].Price, net.High * cells[i].Price);
            gains[i] = new PriceRange(Math.Min(one, other), Math.Max(one, other));
        }

        foreach (ref readonly var option in options.AsSpan())
        {
            var (before, worth) = (option.PriceOver(box), 0d);
            for (var i = 0; i < cells.Length; i++)
            {
                var after = option.PriceOver(box, cells[i].Price, cells[i].Volatility);
                var gain = option.Gain(before, after, box);
                gains[i] = new PriceRange(gains[i].Low + gain.Low, gains[i].High + gain.High);
                worth = Math.Max(worth, option.WorthAtMost(after, box));
            }

            gross += worth + option.WorthAtMost(before, box);
        }

        (least.Down, least.Up, most.Down, most.Up) = (0d, 0d, 0d, 0d);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Price <= 0d)
                (least.Down, most.Down) = (Math.Max(least.Down, -gains[i].High), Math.Max(most.Down, -gains[i].Low));
            if (cells[i].Price >= 0d)
                (least.Up, most.Up) = (Math.Max(least.Up, -gains[i].High), Math.Max(most.Up, -gains[i].Low));
        }

        return new ScannedLoss(least, most, gross);
    }
}

/// <summary>What a base loses at least and at most, and the sum of its parts without signs.</summary>
internal readonly record struct ScannedLoss(Losses Least, Losses Most, double Gross);

/// <summary>What a scan finds on one base; valuation currency, each 0 or more.</summary>
/// <param name="Down">Worst loss of the cells where the price falls or stands still.</param>
/// <param name="Up">Worst loss of the cells where the price rises or stands still.</param>
/// <param name="Basis">Basis contingency.</param>
/// <param name="Minimum">Least loss because of short options.</param>
internal record struct Losses(double Down, double Up, double Basis, double Minimum)
{
    public readonly double Worst => Math.Max(Down, Up);
}
