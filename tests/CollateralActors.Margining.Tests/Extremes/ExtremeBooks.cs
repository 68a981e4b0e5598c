using System.Collections.Immutable;
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
    public RiskBook Book() => new(
        new RiskBookVersion(1),
        Venue.Usd,
        new Rate(Pick(1m, 1.2m, 100m)),
        new Rate(Pick(1m, 100m)),
        [new AssetParameters(Venue.Usd, Pick(0, 2, 12), CollateralSchedule.Full, Rate.Zero), .. Coins.Select(Asset)],
        [
            Instrument(Venue.BtcPerp, InstrumentKind.LinearPerpetual, Venue.Btc, Venue.Usdt, Venue.Usdt),
            Instrument(Venue.EthPerp, InstrumentKind.LinearPerpetual, Venue.Eth, Venue.Usdt, Venue.Usdt),
            Instrument(Venue.BtcUsd, InstrumentKind.InversePerpetual, Venue.Btc, Venue.Usd, Venue.Btc),
        ])
    {
        ProfitWeights = Pick(ProfitWeights.Full, new ProfitWeights(Rate.One, Rate.Zero), new ProfitWeights(Rate.Zero, Rate.Zero)),
        FeeReserve = Pick(FeeReserve.None, FeeReserve.Opening, FeeReserve.OpeningAndClosing),
    };

    /// <summary>A frame with prices from one end of what oracles take to the other.</summary>
    public MarketView Frame(long number, RiskBook risk) => new(
        new FrameNumber(number),
        new Instant(number * 1_000),
        risk,
        Coins.ToImmutableSortedDictionary(coin => coin, _ => new Price(Number())),
        random.Next(2) == 0
            ? ImmutableSortedDictionary<InstrumentId, Price>.Empty
            : risk.Instruments.ToImmutableSortedDictionary(i => i.Id, _ => new Price(Number())))
    {
        FundingIndices = risk.Instruments.Where(i => i.Funding is not null)
            .ToImmutableSortedDictionary(i => i.Id, _ => new Amount(Pick(0m, Number(), -Number()))),
        Totals = Tally.Empty.With(new(
            [.. risk.CountedAssets.Select(asset => new Money(new Amount(Everybodys()), asset))],
            [.. risk.CountedInstruments.Select(id => new LongContracts(
                id, new Quantity(Everybodys() / Math.Max(1m, risk[id].ContractSize))))])),
        // At 1,000 % a year an index passes 20,000 in the first year.
        InterestIndices = risk.Assets.Where(asset => asset.Debt.BorrowRate != Rate.Zero)
            .ToImmutableSortedDictionary(asset => asset.Id, _ => new Rate(Pick(1m, 1.000000000000001m, 1.3m, 20_000m))),
    };

    /// <summary>More than 0, at most the largest number that is taken, with at most 12 decimals.</summary>
    public decimal Number() => Pick(
        Tiny, 0.000001m, 0.333333333333m, 1m, 7m, 50_000m, 999_999_999.123456789m, Limits.Largest - Tiny, Limits.Largest);

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

    private InstrumentParameters Instrument(
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
