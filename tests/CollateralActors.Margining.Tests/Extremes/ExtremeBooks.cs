using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Extremes;

/// <summary>Risk books and prices that nobody has and every rule allows.</summary>
internal sealed class ExtremeBooks(Random random)
{
    private const decimal Tiny = 0.000000000001m;

    private static readonly AssetId[] Coins = [Venue.Usdt, Venue.Usdc, Venue.Btc, Venue.Eth];

    /// <summary>A book with the names of the specifications' venue; legal, if now and then by a hair.</summary>
    public RiskBook Book()
    {
        AssetParameters[] assets =
            [new(Venue.Usd, Pick(0, 2, 12), CollateralSchedule.Full, Rate.Zero), .. Coins.Select(Asset)];
        var contracts = new ExtremeContracts(this, assets);
        return new RiskBook(
            new RiskBookVersion(1),
            Venue.Usd,
            new Rate(Pick(1m, 1.2m, 100m)),
            new Rate(Pick(1m, 100m)),
            assets,
            [
                Instrument(Venue.BtcPerp, InstrumentKind.LinearPerpetual, Venue.Btc, Venue.Usdt, Venue.Usdt),
                Instrument(Venue.EthPerp, InstrumentKind.LinearPerpetual, Venue.Eth, Venue.Usdt, Venue.Usdt),
                Instrument(Venue.BtcUsd, InstrumentKind.InversePerpetual, Venue.Btc, Venue.Usd, Venue.Btc),
                .. contracts.All(),
            ])
        {
            ProfitWeights = Pick(ProfitWeights.Full, new ProfitWeights(Rate.One, Rate.Zero), new ProfitWeights(Rate.Zero, Rate.Zero)),
            FeeReserve = Pick(FeeReserve.None, FeeReserve.Opening, FeeReserve.OpeningAndClosing),
            PriceUse = Pick(PriceUse.Everything, PriceUse.Default),
            Portfolio = contracts.Scans(),
        };
    }

    /// <summary>A frame with prices from one end of what oracles take to the other.</summary>
    /// <param name="number">Its number; a second later than the one before.</param>
    /// <param name="risk">The rules.</param>
    /// <param name="before">What was settled before stays so.</param>
    public MarketView Frame(long number, RiskBook risk, MarketView? before = null) => new(
        new FrameNumber(number),
        new Instant(number * 1_000),
        risk,
        Coins.ToImmutableSortedDictionary(coin => coin, _ => new Price(Number())),
        random.Next(2) == 0
            ? ImmutableSortedDictionary<InstrumentId, Price>.Empty
            : risk.Instruments.Where(i => !i.IsSpot).ToImmutableSortedDictionary(i => i.Id, _ => new Price(Number())),
        risk.Instruments.Where(i => i.IsOption).ToImmutableSortedDictionary(i => i.Id, _ => new OptionQuote(new Rate(Number()))),
        Quality(number, before))
    {
        Settlements = (before?.Settlements ?? ImmutableSortedDictionary<InstrumentId, SettlementPrice>.Empty).AddRange(
            from terms in SettlementTerms.Of(risk)
            where terms.Rules.At.UnixMilliseconds <= number * 1_000 && before?.Settlement(terms.Instrument) is null
                && random.Next(3) > 0
            select KeyValuePair.Create(terms.Instrument, terms.PriceAt(Number() / Pick(Number(), 1m)))),
        FundingIndices = risk.Instruments.Where(i => i.Funding is not null)
            .ToImmutableSortedDictionary(i => i.Id, _ => new Amount(Pick(0m, Number(), -Number()))),
        Totals = Tally.Empty.With(new(
            [.. risk.CountedAssets.Select(asset => new Money(new Amount(Everybodys()), asset))],
            [.. risk.CountedInstruments.Select(id => new LongContracts(
                id, new Quantity(Everybodys() / Math.Max(1m, risk[id].ContractSize))))])),
        InterestIndices = risk.Assets.Where(asset => asset.Debt.BorrowRate != Rate.Zero)
            .ToImmutableSortedDictionary(asset => asset.Id, _ => new Rate(Pick(1m, 1.000000000000001m, 1.3m, InterestMeter.LargestIndex))),
    };

    /// <summary>More than 0, at most the largest number that is taken, with at most 12 decimals.</summary>
    public decimal Number() => Pick(
        Tiny, 0.000001m, 0.333333333333m, 1m, 7m, 50_000m, 999_999_999.123456789m, Limits.Largest - Tiny, Limits.Largest);

    private PriceQuality Quality(long number, MarketView? before) => random.Next(3) > 0
        ? new PriceQuality { RemainingSince = before?.Quality.RemainingSince ?? default }
        : new PriceQuality
        {
            Conditions = Coins.Where(_ => random.Next(4) == 0)
                .ToImmutableSortedDictionary(coin => Symbol.Of(coin), _ => (OracleCondition)random.Next(2, 7)),
            Cautious = Coins.Where(_ => random.Next(4) == 0).ToImmutableSortedDictionary(coin => Symbol.Of(coin), _ => Pair()),
            Remaining = ImmutableSortedDictionary<AssetId, Rate>.Empty.Add(Pick(Coins), new Rate(Pick(0m, Tiny, 0.5m, 1m))),
            RemainingSince = new FrameNumber(number),
            IsVenueHalted = random.Next(8) == 0,
        };

    private CautiousPrices Pair()
    {
        var (one, other) = (Number(), Number());
        return new CautiousPrices(new Price(Math.Min(one, other)), new Price(Math.Max(one, other)));
    }

    // Many accounts hold more than one may.
    private decimal Everybodys() => Number() * Pick(1m, 1_000_000m);

    public T Pick<T>(params ReadOnlySpan<T> of) => of[random.Next(of.Length)];

    private AssetParameters Asset(AssetId id) => new(
        id,
        Pick(0, 2, 8, 12),
        Pick(
            CollateralSchedule.None,
            CollateralSchedule.Full,
            new CollateralSchedule([new(new Amount(Number()), Rate.Zero), new(CollateralSchedule.Endless, Rate.One)]),
            new CollateralSchedule([new(CollateralSchedule.Endless, new Rate(0.000000000001m))])),
        Pick(Rate.Zero, Rate.One))
    {
        Rules = new()
        {
            ConcentrationStart = Pick<Amount?>(null, new Amount(Number())),
            VenueCap = Pick<Amount?>(null, new Amount(Number())),
            Peg = Pick(null, Peg()),
            AccountCap = Pick<Amount?>(null, new Amount(Number())),
            WrongWayHaircut = new Rate(Pick(0m, Tiny, 1m)),
        },
        Debt = Pick(
            DebtRules.None,
            new DebtRules { BorrowRate = new Rate(10m) },
            new DebtRules
            {
                BorrowRate = new Rate(Tiny),
                ConversionLimit = new Amount(Pick(0m, 1m, Limits.Largest)),
                ConversionFee = new Rate(Pick(0m, 1m - Tiny)),
            }),
    };

    private Peg Peg() => new(new Price(Number()), new Rate(Pick(0m, 1m - Tiny)), new Rate(Pick(Tiny, 1m, 100m)))
    {
        IsForMaintenance = random.Next(2) == 0,
    };

    /// <summary>A perpetual or another contract with margin of its own; what more a kind has is the caller's.</summary>
    public InstrumentParameters Instrument(
        InstrumentId id, InstrumentKind kind, AssetId @base, AssetId quote, AssetId settle)
    {
        var maintenance = Pick(0m, Tiny, 0.5m, 1m);
        var end = Number();
        var tiers = Pick<MarginTier[]>(
            [new(MarginSchedule.Endless, Rate.One, new Rate(maintenance))],
            [new(end, new Rate(maintenance), new Rate(maintenance)), new(MarginSchedule.Endless, Rate.One, Rate.One)]);
        var rate = new Rate(Pick(0m, Tiny, 0.0005m, 1m));
        return new InstrumentParameters(
            id, kind, @base, quote, settle, Number(), new Quantity(Pick(Tiny, 1m, 1_000m)), new Price(Pick(Tiny, 0.1m, 1m)),
            new MarginSchedule(
                tiers,
                Pick(TierMeasure.Value, TierMeasure.Size),
                Pick(MarginBasis.Mark, MarginBasis.Entry),
                new Rate(Pick(0m, Tiny, 1m)),
                rate),
            LiquidationFee: rate,
            MakerFee: rate,
            TakerFee: rate)
        {
            Funding = random.Next(2) == 0 ? null : FundingParameters.Default,
            PositionLimit = Pick<decimal?>(null, Number()),
            OpenInterest = Pick(null, new OpenInterestRules(0m, Number(), Number())),
        };
    }
}
