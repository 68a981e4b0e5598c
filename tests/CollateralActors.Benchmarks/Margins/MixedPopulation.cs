using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Benchmarks.Margins;

/// <summary>Accounts that hold perpetuals, futures, inverse contracts and options on one coin; the same each time.</summary>
internal sealed class MixedPopulation
{
    public const int Legs = 6;
    public const int Options = 40;
    public const decimal MarginCallRatio = 1.2m;
    public const decimal Haircut = 0.05m;
    public const decimal LinearInitial = 0.02m, LinearMaintenance = 0.01m;
    public const decimal OptionInitial = 0.15m, OptionMinimum = 0.1m, OptionMaintenance = 0.075m;
    public const decimal Face = 100m;

    private static readonly AssetId Usd = new("USD");
    private static readonly AssetId Btc = new("BTC");

    public MixedPopulation(int accounts, int seed, MarginMode mode)
    {
        var random = new Random(seed);
        Instruments = [Linear("PERP", InstrumentKind.LinearPerpetual), Linear("FUTURE", InstrumentKind.LinearFuture), Inverse(), .. MakeOptions()];
        Risk = new RiskBook(
            new RiskBookVersion(1), Usd, new Rate(MarginCallRatio), new Rate(1m), [Asset(Usd), Asset(Btc)], Instruments)
        {
            Portfolio = new PortfolioRules(ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(Btc, Scan), []),
        };
        Books = [.. Enumerable.Range(0, accounts).Select(_ => Book(random, mode))];
        Coins = [.. Books.Select(book => book.Balances[0].Balance.Value)];
        Dollars = [.. Books.Select(book => book.Balances[1].Balance.Value)];
        Held = [.. Books.SelectMany(book => book.Positions.Select(p => Array.IndexOf(Instruments, p.Instrument)))];
        Quantities = [.. Books.SelectMany(book => book.Positions.Select(p => p.Quantity.Contracts))];
        EntryValues = [.. Books.SelectMany(book => book.Positions.Select(p => p.EntryValue.Value))];
    }

    public static ScanParameters Scan { get; } = new(
        new[] { -0.16m, -0.12m, -0.08m, -0.04m, 0m, 0.04m, 0.08m, 0.12m, 0.16m }.Select(move => new Rate(move)).ToValueList(),
        new[] { -0.25m, 0m, 0.5m }.Select(move => new Rate(move)).ToValueList(),
        new Rate(1.25m), new Rate(1m), Rate.Zero, Rate.Zero);

    public RiskBook Risk { get; }

    public InstrumentParameters[] Instruments { get; }

    public MarginBook[] Books { get; }

    public decimal[] Coins { get; }

    public decimal[] Dollars { get; }

    /// <summary>Number of the instrument of each leg: perpetual, future, inverse contract, then the options.</summary>
    public int[] Held { get; }

    public decimal[] Quantities { get; }

    public decimal[] EntryValues { get; }

    public static decimal Volatility(int option) => 0.5m + (option * 0.005m);

    public static decimal Years(int option) => 0.02m * (1 + (option % 4));

    /// <summary>The market at a price of the coin; a new one each time, with nothing computed yet.</summary>
    public MarketView Market(decimal price) => new(
        new FrameNumber(1), new Instant(0), Risk,
        ImmutableSortedDictionary<AssetId, Price>.Empty.Add(Btc, new Price(price)),
        ImmutableSortedDictionary.CreateRange(
            Instruments.Take(3).Select((i, n) => KeyValuePair.Create(i.Id, new Price(price + (n * 25m))))),
        ImmutableSortedDictionary.CreateRange(Instruments.Skip(3).Select(
            (i, n) => KeyValuePair.Create(i.Id, new OptionQuote(new Rate(Volatility(n)), Years(n))))));

    private MarginBook Book(Random random, MarginMode mode)
    {
        int[] held =
        [
            .. Enumerable.Range(0, 3).OrderBy(_ => random.Next()).Take(2),
            .. Enumerable.Range(3, Options).OrderBy(_ => random.Next()).Take(Legs - 2),
        ];
        var positions = held.Select(number =>
        {
            var instrument = Instruments[number];
            var quantity = new Quantity(random.Next(1, 40) * (random.Next(2) == 0 ? 1m : -1m) * (instrument.IsInverse ? 10m : 0.1m));
            var entry = new Price(instrument.IsOption ? random.Next(100, 3000) : random.Next(45_000, 55_000));
            return new BookPosition(instrument, quantity, instrument.SignedValue(quantity, entry), 0m, null);
        });
        Holding[] balances = [new(Asset(Btc), new Amount(random.Next(100) * 0.01m)), new(Asset(Usd), new Amount(random.Next(60_000)))];
        return new MarginBook(balances, [.. positions], []) { Mode = mode };
    }

    private static IEnumerable<InstrumentParameters> MakeOptions()
    {
        var rates = new OptionRates(new Rate(OptionInitial), new Rate(OptionMinimum), new Rate(OptionMaintenance));
        for (var i = 0; i < Options; i++)
        {
            var right = i % 2 == 0 ? OptionRight.Call : OptionRight.Put;
            yield return Make($"O{i:00}", InstrumentKind.Option, Usd, 1m, MarginSchedule.None) with
            {
                Option = new OptionTerms(right, new Price(35_000m + (i / 2 * 1500m)), rates),
            };
        }
    }

    private static InstrumentParameters Linear(string name, InstrumentKind kind) => Make(name, kind, Usd, 1m, Flat());

    private static InstrumentParameters Inverse() => Make("COIN", InstrumentKind.InversePerpetual, Btc, Face, Flat());

    private static InstrumentParameters Make(string name, InstrumentKind kind, AssetId settle, decimal size, MarginSchedule margin) =>
        new(new InstrumentId(name), kind, Btc, Usd, settle, size, default, default, margin, default, default, default);

    private static MarginSchedule Flat() => new(
        [new MarginTier(MarginSchedule.Endless, new Rate(LinearInitial), new Rate(LinearMaintenance))],
        TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero);

    private static AssetParameters Asset(AssetId asset) => new(
        asset, 8,
        asset == Usd ? CollateralSchedule.Full : new CollateralSchedule([new HaircutSlice(CollateralSchedule.Endless, new Rate(Haircut))]),
        Rate.Zero);
}
