using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Extremes;

/// <summary>Contracts that end, options, spot and scans that nobody has and every rule allows.</summary>
internal sealed class ExtremeContracts(ExtremeBooks draw, IReadOnlyList<AssetParameters> assets)
{
    private const decimal Tiny = 0.000000000001m;

    /// <summary>A book takes no step that leaves less; so few draws are needed.</summary>
    private const int MostDraws = 100;

    public IEnumerable<InstrumentParameters> All() =>
    [
        Dated(DatedVenue.BtcDec, InstrumentKind.LinearFuture, Venue.Usdt, Venue.Usdt, null),
        Dated(DatedVenue.BtcUsdDec, InstrumentKind.InverseFuture, Venue.Usd, Venue.Btc, null),
        Dated(DatedVenue.BtcCall, InstrumentKind.Option, Venue.Usdt, Venue.Usdt, OptionRight.Call),
        Dated(DatedVenue.BtcPut, InstrumentKind.Option, Venue.Usd, Venue.Usd, OptionRight.Put),
        Spot(),
    ];

    public PortfolioRules Scans() => new(
        ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(Venue.Btc, Scan()).Add(Venue.Eth, Scan()),
        draw.Pick<ValueList<ScanOffset>>([], [new ScanOffset([Venue.Btc, Venue.Eth], new Rate(draw.Pick(0m, Tiny, 1m)))]));

    private ScanParameters Scan()
    {
        var maintenance = draw.Pick(0m, Tiny, 1m, 10m);
        return new ScanParameters(
            [new Rate(draw.Pick(-1m + Tiny, -0.5m)), Rate.Zero, new Rate(draw.Pick(Tiny, 10m))],
            [new Rate(draw.Pick(-1m, 0m)), new Rate(draw.Pick(Tiny, 10m))],
            new Rate(Math.Max(maintenance, draw.Pick(0m, 1m, 10m))),
            new Rate(maintenance),
            new Rate(draw.Pick(0m, Tiny, 1m)),
            new Rate(draw.Pick(0m, Tiny, 1m)));
    }

    // Some end in the course of the day, some in a thousand years.
    private ExpiryTerms Expiry(bool isOption) => new(
        new Instant(draw.Pick(5_000L, 9_000L, 15_000L, 31_536_000_000_000L)),
        TimeSpan.FromMilliseconds(draw.Pick(0, 1, 86_400_000)),
        new Rate(draw.Pick(0m, Tiny, 1m)),
        new Price(isOption ? draw.Pick(0m, Tiny, Limits.Largest) : 0m));

    private InstrumentParameters Dated(InstrumentId id, InstrumentKind kind, AssetId quote, AssetId settle, OptionRight? right)
    {
        for (var i = 0; i < MostDraws; i++)
        {
            var plain = draw.Instrument(id, kind, Venue.Btc, quote, settle) with { Funding = null, Expiry = Expiry(right is not null) };
            var contract = right is null ? plain : plain with
            {
                Margin = MarginSchedule.None,
                Option = new OptionTerms(right.Value, new Price(draw.Number()), draw.Pick(null, Rates())),
                OpenInterest = draw.Pick(null, new OpenInterestRules(null, null, draw.Number())),
            };
            if (SettlementTerms.ScaleOf(contract, assets.Single(asset => asset.Id == settle).Scale) >= 2)
                return contract;
        }

        throw new InvalidOperationException($"no {id} is legal with {string.Join(", ", assets)}");
    }

    private OptionRates Rates()
    {
        var maintenance = draw.Pick(0m, Tiny, 1m);
        return new(new Rate(draw.Pick(0m, 1m)), new Rate(Math.Max(maintenance, draw.Pick(0m, 1m))), new Rate(maintenance));
    }

    private InstrumentParameters Spot()
    {
        for (var i = 0; i < MostDraws; i++)
        {
            var lot = draw.Pick(Tiny, 0.000001m, 1m, 1_000m);
            var pair = SpotVenue.Pair with
            {
                ContractSize = draw.Pick(Tiny, 1m, Limits.Largest),
                Lot = new Quantity(lot),
                Tick = new Price(draw.Pick(Tiny, 1m, 1_000_000m)),
                MakerFee = new Rate(draw.Pick(0m, Tiny, 1m)),
                TakerFee = new Rate(draw.Pick(0m, Tiny, 1m)),
            };
            var step = pair.ContractSize * lot;
            if (Fits(step, Venue.Btc) && Fits(step * pair.Tick.Value, Venue.Usdt))
                return pair;
        }

        return SpotVenue.Pair with { Lot = new Quantity(1m), Tick = new Price(1m) };
    }

    private bool Fits(decimal step, AssetId asset) => Decimals.FitsScale(step, assets.Single(a => a.Id == asset).Scale);
}
