using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>A risk book, a market and accounts drawn from one seed, with every rule of margin in use.</summary>
internal sealed class RandomVenue(int seed, bool hasPegs = true)
{
    private static readonly string[] Coins = ["BTC", "ETH", "USDC", "USDT"];

    private readonly Random random = new(seed);
    private RiskBook? risk;

    public Random Random => random;

    public RiskBook Risk => risk ??= MakeRisk(1);

    public RiskBook MakeRisk(int version) => new(
        new RiskBookVersion(version),
        new AssetId("USD"),
        new Rate(Pick(1m, 1.1m, 1.2m, 1.5m)),
        Rate.One,
        [
            new AssetParameters(new AssetId("USD"), 2, CollateralSchedule.Full, Rate.Zero),
            .. Coins.Select(coin => new AssetParameters(new AssetId(coin), 8, Collateral(coin), new Rate(Pick(0m, 0m, 0.1m)))
            {
                Rules = coin is "USDC" or "USDT" ? new CollateralRules { Peg = Peg() } : CollateralRules.None,
                Debt = coin == "USDC" ? DebtRules.None : new DebtRules { BorrowRate = new Rate(0.05m) },
            }),
        ],
        [
            Linear("BTC-USDT", "BTC", "USDT"), Linear("ETH-USDT", "ETH", "USDT"), Linear("ETH-BTC", "ETH", "BTC"),
            Linear("BTC-USD", "BTC", "USD"), Linear("ETH-USDC", "ETH", "USDC"), Linear("BTC-DERIVED", "BTC", "USDT"),
            Linear("BTC-COIN", "BTC", "BTC"),
            Inverse("BTC-INVERSE", "BTC", "USD"), Inverse("ETH-INVERSE", "ETH", "USD"), Inverse("ETH-DERIVED", "ETH", "USDC"),
        ])
    {
        Portfolio = Scans[version % Scans.Length],
        Calls = Warnings[(seed & int.MaxValue) % Warnings.Length],
    };

    private static CallRules[] Warnings { get; } =
        [CallRules.None, new() { WarningRatio = new Rate(1.5m) }, new() { WarningRatio = new Rate(3m) }];

    /// <summary>Portfolio mode with and without offsets, and with moves that are not the same up and down.</summary>
    private static PortfolioRules[] Scans { get; } =
    [
        Rules(0m, Scan([-0.16m, 0m, 0.2m], 0.01m), Scan([-0.2m, -0.3m, 0.1m, 0.05m], 0m)),
        Rules(0.6m, Scan([-0.1m, 0.12m], 0.02m), Scan([-0.2m, 0.2m], 0.03m)),
        Rules(1m, Scan([0.1m, 0.3m], 0m), Scan([-0.15m], 0.01m)),
    ];

    /// <summary>Instruments whose names end in DERIVED or COIN have no mark of their own.</summary>
    public MarketView Market(RiskBook book, long frame = 1) => new(
        new FrameNumber(frame),
        new Instant(frame * 1_000),
        book,
        Near([("BTC", 50_000m), ("ETH", 3_000m), ("USDC", 1m), ("USDT", 1m)]).ToImmutableSortedDictionary(p => new AssetId(p.Name), p => p.Price),
        Near([("BTC-USDT", 50_000m), ("ETH-USDT", 3_000m), ("ETH-BTC", 0.06m), ("BTC-USD", 50_000m), ("ETH-USDC", 3_000m)])
            .Concat(Near([("BTC-INVERSE", 50_000m), ("ETH-INVERSE", 3_000m)]))
            .ToImmutableSortedDictionary(p => new InstrumentId(p.Name), p => p.Price))
    {
        FundingIndices = book.Instruments.Where(instrument => instrument.Funding is not null && random.Next(4) > 0)
            .ToImmutableSortedDictionary(instrument => instrument.Id, instrument => Funding(instrument, 0.02m)),
        InterestIndices = book.Assets.Where(asset => asset.Debt != DebtRules.None)
            .ToImmutableSortedDictionary(asset => asset.Id, _ => new Rate(1m + Between(0.001m, 0.5m))),
    };

    /// <summary>The next frame: small moves, now and then a jump or a common gap, and some prices that stand still.</summary>
    public MarketView Move(MarketView market, bool mayChangeRisk = true)
    {
        var common = random.Next(15) == 0 ? 1m + Between(-0.2m, 0.2m) : 1m;
        var size = random.Next(4) == 0 ? 0.05m : 0.002m;
        Price Moved(Price price) => random.Next(3) == 0 && common == 1m
            ? price
            : new Price(Math.Round(price.Value * common * (1m + Between(-size, size)), 8, MidpointRounding.ToZero));
        var indexPrices = market.IndexPrices.Select(pair =>
            KeyValuePair.Create(pair.Key, pair.Key.Value is "USDC" or "USDT" ? new Price(1m + Between(-0.01m, 0.01m)) : Moved(pair.Value)));
        var marks = market.Marks.Select(pair => KeyValuePair.Create(pair.Key, Moved(pair.Value))).ToList();
        if (random.Next(60) == 0)
            marks.Add(KeyValuePair.Create(new InstrumentId("BTC-DERIVED"), new Price(Near(50_000m))));
        return new MarketView(
            market.Frame.Next, new Instant(market.Time.UnixMilliseconds + 1_000),
            mayChangeRisk && random.Next(50) == 0 ? MakeRisk(market.Risk.Version.Value + 1) : market.Risk,
            ImmutableSortedDictionary.CreateRange(indexPrices),
            ImmutableSortedDictionary.CreateRange(marks.DistinctBy(pair => pair.Key)))
        {
            FundingIndices = random.Next(5) == 0 ? Paid(market) : market.FundingIndices,
            InterestIndices = random.Next(5) == 0 ? Grown(market) : market.InterestIndices,
        };
    }

    // Mostly a few millionths, now and then so much that it decides.
    private ImmutableSortedDictionary<AssetId, Rate> Grown(MarketView market) => market.InterestIndices.SetItems(
        market.InterestIndices.Where(_ => random.Next(2) == 0).Select(index => KeyValuePair.Create(
            index.Key,
            new Rate(Math.Round(index.Value.Value * (1m + Between(0m, random.Next(6) == 0 ? 0.05m : 0.00001m)), 15)))));

    // Mostly a few hundredths of a per cent, now and then so much that it decides.
    private ImmutableSortedDictionary<InstrumentId, Amount> Paid(MarketView market) => market.FundingIndices.SetItems(
        market.Risk.Instruments.Where(instrument => instrument.Funding is not null && random.Next(2) == 0)
            .Select(instrument => KeyValuePair.Create(
                instrument.Id,
                market.FundingIndex(instrument.Id) + Funding(instrument, random.Next(6) == 0 ? 0.05m : 0.0005m))));

    private Amount Funding(InstrumentParameters instrument, decimal most)
    {
        var price = instrument.Base.Value == "ETH" ? (instrument.Settle.Value == "BTC" ? 0.06m : 3_000m)
            : instrument.Settle.Value == "BTC" && !instrument.IsInverse ? 1m : 50_000m;
        return new Amount(Math.Round((instrument.IsInverse ? 1m / price : price) * Between(-most, most), 12, MidpointRounding.ToEven));
    }

    public MarginBook Book(RiskBook book)
    {
        var positions = book.Instruments
            .Where(_ => random.Next(3) == 0)
            .Select(instrument => Position(instrument))
            .ToArray();
        var gross = 1_000m + positions.Sum(position => position.Instrument.Settle.Value switch
        {
            "BTC" => 50_000m * Math.Abs(position.EntryValue.Value),
            "ETH" => 3_000m * Math.Abs(position.EntryValue.Value),
            _ => Math.Abs(position.EntryValue.Value),
        });
        var balances = new List<Holding>();
        foreach (var (asset, price) in new[] { ("USD", 1m), ("USDT", 1m), ("USDC", 1m), ("BTC", 50_000m), ("ETH", 3_000m) })
        {
            var share = random.Next(6) switch { 0 or 1 or 2 => Between(0.002m, 0.12m), 3 => -Between(0.001m, 0.03m), _ => 0m };
            if (share != 0m)
                balances.Add(new Holding(book[new AssetId(asset)], new Amount(Math.Round(gross * share / price, 6, MidpointRounding.ToZero)))
                {
                    InterestIndex = share < 0m ? new Rate(Pick(1m, 1m, 1.001m)) : Rate.Zero,
                });
        }

        return new MarginBook(balances, positions, []);
    }

    /// <summary>The same account under other rules.</summary>
    public static MarginBook Under(RiskBook risk, MarginBook book) => book with
    {
        Balances = [.. book.Balances.Select(holding => holding with { Asset = risk[holding.Asset.Id] })],
        Positions = [.. book.Positions.Select(position => position with { Instrument = risk[position.Instrument.Id] })],
    };

    /// <summary>The same account in portfolio mode where the number is odd.</summary>
    public static MarginBook InMode(int number, MarginBook book) =>
        book with { Mode = number % 2 == 0 ? MarginMode.Cross : MarginMode.Portfolio };

    public decimal Between(decimal low, decimal high) => low + ((high - low) * random.Next(1_000_001) / 1_000_000m);

    public decimal Pick(params ReadOnlySpan<decimal> values) => values[random.Next(values.Length)];

    private static PortfolioRules Rules(decimal credit, ScanParameters btc, ScanParameters eth) => new(
        ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(new("BTC"), btc).Add(new("ETH"), eth),
        credit == 0m ? [] : [new ScanOffset([new("BTC"), new("ETH")], new Rate(credit))]);

    private static ScanParameters Scan(decimal[] moves, decimal basis) => new(
        moves.Select(move => new Rate(move)).ToValueList(), [new Rate(-0.25m), new Rate(0.5m)],
        new Rate(1.25m), new Rate(0.75m), Rate.Zero, new Rate(basis));

    private BookPosition Position(InstrumentParameters instrument)
    {
        var isLong = random.Next(2) == 0;
        var entry = Near(instrument.Base.Value == "ETH" ? (instrument.Settle.Value == "BTC" ? 0.06m : 3_000m)
            : instrument.Settle.Value == "BTC" && !instrument.IsInverse ? 1m : 50_000m);
        var contracts = instrument.IsInverse
            ? Math.Round(Between(10m, 2_000m), 0, MidpointRounding.ToZero)
            : Math.Round(Between(0.01m, 3m) * (instrument.Base.Value == "ETH" ? 16m : 1m), 3, MidpointRounding.ToZero);
        var quantity = new Quantity(isLong ? contracts : -contracts);
        Amount? isolated = random.Next(12) == 0 ? new Amount(100m) : null;
        return new BookPosition(instrument, quantity, instrument.SignedValue(quantity, new Price(entry)), 0m, isolated)
        {
            FundingValue = instrument.Funding is null
                ? Amount.Zero
                : new Amount(contracts * (isLong ? 1m : -1m) * instrument.ContractSize * Funding(instrument, 0.02m).Value),
        };
    }

    // Prices of stable coins are within one per cent of 1: around the edge of the tolerance, and beyond it.
    private Peg? Peg() => !hasPegs || random.Next(2) == 0
        ? null
        : new Peg(Price.One, new Rate(Pick(0m, 0.003m, 0.02m)), new Rate(Pick(1m, 5m, 100m))) { IsForMaintenance = random.Next(3) > 0 };

    private CollateralSchedule Collateral(string coin) => random.Next(5) switch
    {
        0 => CollateralSchedule.None,
        1 => CollateralSchedule.Full,
        2 => new([new(CollateralSchedule.Endless, new Rate(Pick(0.05m, 0.3m, 0.995m)))]),
        3 => new([new(Units(coin, 1_000m), Rate.Zero), new(Units(coin, 20_000m), new Rate(0.2m))]),
        _ => new([new(Units(coin, 5_000m), new Rate(0.1m)), new(CollateralSchedule.Endless, new Rate(Pick(0.5m, 0.99m)))]),
    };

    private static Amount Units(string coin, decimal dollars) =>
        new(coin switch { "BTC" => dollars / 50_000m, "ETH" => dollars / 3_000m, _ => dollars });

    private InstrumentParameters Linear(string id, string @base, string settle) =>
        new(new(id), InstrumentKind.LinearPerpetual, new(@base), new(settle), new(settle), Pick(1m, 0.1m), default, default,
            Margin(settle == "BTC" ? 0.00002m : 1m), Rate.Zero, Rate.Zero, Rate.Zero)
        {
            Funding = settle == "USD" ? null : FundingParameters.Default,
        };

    private InstrumentParameters Inverse(string id, string @base, string quote) =>
        new(new(id), InstrumentKind.InversePerpetual, new(@base), new(quote), new(@base), Pick(1m, 100m), default, default,
            Margin(@base == "BTC" ? 0.00002m : 0.0003m), Rate.Zero, Rate.Zero, Rate.Zero)
        {
            Funding = FundingParameters.Default,
        };

    private MarginSchedule Margin(decimal unit)
    {
        var bySize = random.Next(3) == 0;
        var scale = bySize ? 1m : 40_000m * unit;
        return new MarginSchedule(
            [
                new(scale / 2m, new Rate(0.02m), new Rate(0.005m)), new(scale, new Rate(0.04m), new Rate(0.02m)),
                new(MarginSchedule.Endless, new Rate(0.1m), new Rate(Pick(0.05m, 0.3m))),
            ],
            bySize ? TierMeasure.Size : TierMeasure.Value,
            random.Next(4) == 0 ? MarginBasis.Entry : MarginBasis.Mark,
            new Rate(Pick(0m, 0m, 0.001m)),
            new Rate(Pick(0m, 0.0006m)));
    }

    private IEnumerable<(string Name, Price Price)> Near((string Name, decimal Price)[] prices) =>
        prices.Select(price => (price.Name, new Price(Near(price.Price))));

    private decimal Near(decimal price) => Math.Round(price * Between(0.97m, 1.03m), 6, MidpointRounding.ToZero);
}
