using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Margin.Sample;
using static CollateralActors.Margining.Tests.Scanning.ScanSample;

namespace CollateralActors.Margining.Tests.Scanning;

/// <summary>The scan against valuing every position anew in every cell, and what must hold of any scan.</summary>
public sealed class BruteForceTests
{
    [Property(MaxTest = 60, EndSize = 1000000)]
    public void A_scan_is_the_worst_of_all_revaluations(int seed)
    {
        var random = new Random(seed);
        var (book, market) = (RandomBook(random), RandomMarket(random));

        var required = MarginReport.Of(book, market).Maintenance;

        Assert.Equal(Worst(book, market), double.Parse(required.ToString(), System.Globalization.CultureInfo.InvariantCulture), 1e-5);
    }

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Two_books_together_never_need_more_than_apart(int seed)
    {
        var random = new Random(seed);
        var (one, other, market) = (RandomBook(random), RandomBook(random), RandomMarket(random));

        var (apart, together) = (Scan(one) + Scan(other), Scan(Merged(one, other)));

        Assert.True(together <= apart, $"{together.Numerator}/{together.Denominator}");

        Fraction Scan(MarginBook book) => new ExactBook(book, market).Scan!.Value.Initial;
    }

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void The_fast_figures_are_the_exact_ones_but_for_the_last_digits(int seed)
    {
        var random = new Random(seed);
        var (book, market) = (RandomBook(random) with { Orders = [Order(Perpetual, 3m, 99m), Order(Options[0], -2m, 0.5m)] }, RandomMarket(random));

        var (exact, fast) = (new ExactBook(book, market), MarginCalculator.Evaluate(book, market));

        Assert.True((exact.Initial() - fast.Initial.Value).Abs() < 0.000000000000000001m);
        Assert.True((exact.Maintenance - fast.Maintenance.Value).Abs() < 0.000000000000000001m);
        Assert.Equal(exact.Status, fast.Status);
    }

    // Orders of isolated positions stand outside of the scan, whatever they are on.
    [Property(MaxTest = 60, EndSize = 1000000)]
    public void Orders_of_isolated_positions_add_to_a_scan_what_they_add_to_cross_margin(int seed)
    {
        var random = new Random(seed);
        var (plain, market) = (RandomBook(random) with { Orders = [Order(Options[0], -2m, 0.5m)] }, RandomMarket(random));
        var isolated = new[] { Order(Perpetual, 3m, 101m), Order(EthPerpetual, -5m, 9m) }.Select(order => order with { IsIsolated = true }).ToList();
        var both = plain with { Orders = [.. plain.Orders, .. isolated] };
        var alone = (plain with { Mode = MarginMode.Cross, Orders = isolated }).OfIsolatedOrders();

        var added = MarginCalculator.Evaluate(both, market).Initial - MarginCalculator.Evaluate(plain, market).Initial;

        Assert.Equal(OrderMargin.Of(alone, market).Value, added.Value, 15);
        Assert.True(added > Amount.Zero);
        var exact = new ExactBook(both, market).Initial() - new ExactBook(plain, market).Initial();
        Assert.True((exact - added.Value).Abs() < 0.000000000000000001m);
        Assert.Equal(MarginReport.Of(both, market).Initial, Figure.Up(new ExactBook(both, market).Initial(), 8));
    }

    private static readonly InstrumentParameters[] Options =
    [
        Option("C1", OptionRight.Call, 100m), Option("C2", OptionRight.Call, 130m), Option("P1", OptionRight.Put, 95m),
        Option("E1", OptionRight.Put, 9m, @base: Eth),
    ];

    private static readonly InstrumentParameters[] All = [Perpetual, Future, Coin, Quanto, EthPerpetual, .. Options];

    private static MarginBook RandomBook(Random random) => Portfolio(
        [.. All.Where(_ => random.Next(2) == 0).Select(i => At(i, (random.Next(1, 40) * 0.5m) * (random.Next(2) == 0 ? 1m : -1m)))]);

    private static MarketView RandomMarket(Random random) => Ruled(
        Scan([-0.3m, -0.1m, 0m, 0.15m, 1m], [-0.5m, 0m, 0.8m], 1.25m, minimum: random.Next(2) * 0.01m),
        Scan([-0.2m, 0m, 0.4m], [-1m, 0.3m], 1.5m, 0.7m),
        Offset(random.Next(5) * 0.25m, Btc, Eth),
        [.. Options.Select(o => (o.Id.Value, 0.2m + (random.Next(20) * 0.1m), random.Next(100) * 0.01m))],
        [("FUTURE", 103.5m)]);

    /// <summary>The positions of two books, added up by instrument.</summary>
    private static MarginBook Merged(MarginBook one, MarginBook other) => Portfolio(
        [.. one.Positions.Concat(other.Positions).GroupBy(p => p.Instrument)
            .Select(group => (group.Key, Sum: group.Sum(p => p.Quantity.Contracts)))
            .Where(net => net.Sum != 0m)
            .Select(net => At(net.Key, net.Sum))]);

    private static double Worst(MarginBook book, MarketView market)
    {
        var (apart, down, up, worst, least) = (0d, 0d, 0d, 0d, 0d);
        foreach (var @base in book.Positions.Select(p => p.Instrument.Base).Distinct())
        {
            var scan = market.Risk.Portfolio.Find(@base)!;
            var held = book.Positions.Where(p => p.Instrument.Base == @base).ToList();
            var losses = scan.PriceMoves
                .SelectMany(a => scan.VolatilityMoves.Select(w => (
                    Move: (double)a.Value,
                    Loss: -held.Sum(p => Worth(p, market, (double)a.Value, (double)w.Value) - Worth(p, market, 0d, 0d)))))
                .ToList();
            var factor = (double)scan.MaintenanceFactor.Value;
            var minimum = (double)scan.ShortOptionMinimum.Value * held
                .Where(p => p.Instrument.IsOption && p.Quantity.Sign < 0)
                .Sum(p => (double)(p.Quantity.Abs().Contracts * market.IndexPrice(@base)!.Value.Value));
            var loss = Math.Max(0d, losses.Max(cell => cell.Loss));
            apart += factor * Math.Max(loss, minimum);
            least += factor * minimum;
            worst += factor * loss;
            down += factor * Math.Max(0d, losses.Where(cell => cell.Move <= 0d).Select(cell => cell.Loss).DefaultIfEmpty().Max());
            up += factor * Math.Max(0d, losses.Where(cell => cell.Move >= 0d).Select(cell => cell.Loss).DefaultIfEmpty().Max());
        }

        var credit = (double)market.Risk.Portfolio.Offsets[0].Credit.Value;
        return Math.Max(apart - (credit * (worst - Math.Max(down, up))), least);
    }

    /// <summary>What a position is worth in dollars after moves, from its payoff: options by integrating over all final prices.</summary>
    private static double Worth(BookPosition position, MarketView market, double move, double volatilityMove)
    {
        var (instrument, size) = (position.Instrument, (double)(position.Quantity.Contracts * position.Instrument.ContractSize));
        var index = (double)market.IndexPrice(instrument.Base)!.Value.Value * (1d + move);
        if (instrument.IsOption)
        {
            var volatility = (double)market.ImpliedVolatility(instrument)!.Value.Value * (1d + volatilityMove);
            return size * Expected(instrument.Option!, index, volatility * Math.Sqrt((double)market.YearsToExpiry(instrument)!.Value));
        }

        var (present, mark) = ((double)market.Mark(instrument)!.Value.Value, (double)market.Mark(instrument)!.Value.Value * (1d + move));
        return instrument.Kind is InstrumentKind.InversePerpetual
            ? size * ((1d / present) - (1d / mark)) * (instrument.Settle == Usd ? 1d : index)
            : size * (mark - present);
    }

    private static double Expected(OptionTerms terms, double forward, double deviation)
    {
        double Payoff(double price) =>
            Math.Max(0d, terms.Right == OptionRight.Call ? price - (double)terms.Strike.Value : (double)terms.Strike.Value - price);
        if (deviation == 0d)
            return Payoff(forward);

        // Simpson's rule on each side of the strike, where the payoff has no kink.
        var kink = (Math.Log((double)terms.Strike.Value / forward) / deviation) + (deviation / 2d);
        double Part(double from, double to)
        {
            const int Steps = 2000;
            var (sum, step) = (0d, (to - from) / Steps);
            for (var i = 0; i <= Steps; i++)
            {
                var z = from + (i * step);
                var weight = i is 0 or Steps ? 1d : i % 2 == 1 ? 4d : 2d;
                sum += weight * Payoff(forward * Math.Exp((z * deviation) - (deviation * deviation / 2d))) * Math.Exp(-z * z / 2d);
            }

            return sum * step / 3d / Math.Sqrt(2d * Math.PI);
        }

        var middle = Math.Clamp(kink, -14d, 14d);
        return Part(-14d, middle) + Part(middle, 14d);
    }
}
