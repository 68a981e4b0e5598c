using System.Collections.Immutable;
using System.Globalization;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// The venue of the specifications, with round numbers: USD is the valuation currency, BTC stands at 50,000 and ETH at
/// 2,500. Perpetuals in USDT have a contract size of one coin, maintenance 2.5 % and initial margin 5 % of value.
/// </summary>
internal static class Venue
{
    public static readonly AssetId Usd = new("USD");
    public static readonly AssetId Usdt = new("USDT");
    public static readonly AssetId Usdc = new("USDC");
    public static readonly AssetId Btc = new("BTC");
    public static readonly AssetId Eth = new("ETH");
    public static readonly InstrumentId BtcPerp = new("BTC-PERP");
    public static readonly InstrumentId EthPerp = new("ETH-PERP");
    public static readonly InstrumentId BtcUsd = new("BTCUSD");
    public static readonly AccountId Alice = new("alice");
    public static readonly AccountId Bob = new("bob");
    public static readonly Shards Shards = new(2);

    public static AssetParameters Asset(AssetId id, int scale, decimal haircut = 0m) => new(
        id,
        scale,
        haircut == 0m ? CollateralSchedule.Full : new CollateralSchedule([new HaircutSlice(CollateralSchedule.Endless, new Rate(haircut))]),
        Rate.Zero);

    public static MarginSchedule Margin { get; } = new(
        [new MarginTier(1_000_000m, new Rate(0.05m), new Rate(0.025m)), new MarginTier(MarginSchedule.Endless, new Rate(0.1m), new Rate(0.05m))],
        TierMeasure.Value,
        MarginBasis.Mark,
        Rate.Zero,
        Rate.Zero);

    public static InstrumentParameters Linear(InstrumentId id, AssetId underlying, decimal lot, decimal tick) => new(
        id, InstrumentKind.LinearPerpetual, underlying, Usdt, Usdt, 1m, new Quantity(lot), new Price(tick), Margin,
        LiquidationFee: new Rate(0.005m), MakerFee: new Rate(0.0002m), TakerFee: new Rate(0.0005m));

    public static InstrumentParameters Inverse { get; } = new(
        BtcUsd, InstrumentKind.InversePerpetual, Btc, Usd, Btc, 100m, new Quantity(1m), new Price(0.5m), Margin,
        LiquidationFee: new Rate(0.005m), MakerFee: new Rate(0.0002m), TakerFee: new Rate(0.0005m));

    public static RiskBook Rules { get; } = Book(1);

    /// <param name="version">Its number.</param>
    /// <param name="profits">How much of unrealised profits counts; all of them where it is left out.</param>
    /// <param name="instead">Assets in place of those with their names.</param>
    public static RiskBook Book(int version, ProfitWeights? profits = null, params AssetParameters[] instead) => new(
        new RiskBookVersion(version), Usd, new Rate(1.2m), new Rate(1.1m),
        instead.UnionBy(
            [Asset(Usd, 2), Asset(Usdt, 6), Asset(Usdc, 6, 0.1m), Asset(Btc, 8, 0.1m), Asset(Eth, 8, 0.2m)], asset => asset.Id),
        [Linear(BtcPerp, Btc, 0.001m, 0.1m), Linear(EthPerp, Eth, 0.01m, 0.01m), Inverse])
    {
        ProfitWeights = profits ?? ProfitWeights.Full,
    };

    /// <summary>
    /// Portfolio mode on BTC, up and down by 16 %, and ETH, by 20 %. One coin of BTC, unhedged, needs 8,000 for
    /// maintenance and 10,000 initially; half of what both have in common is not required.
    /// </summary>
    public static PortfolioRules Scans { get; } = new(
        ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(Btc, Scan(0.16m)).Add(Eth, Scan(0.2m)),
        [new ScanOffset([Btc, Eth], new Rate(0.5m))]);

    /// <summary>The same rules with portfolio mode.</summary>
    public static RiskBook Scanned { get; } = WithPortfolio(Rules, Scans);

    public static ScanParameters Scan(decimal most, decimal basis = 0.01m) => new(
        [new Rate(-most), new Rate(-most / 2m), Rate.Zero, new Rate(most / 2m), new Rate(most)],
        [new Rate(-0.25m), Rate.Zero, new Rate(0.5m)],
        new Rate(1.25m),
        Rate.One,
        ShortOptionMinimum: new Rate(0.01m),
        BasisContingency: new Rate(basis));

    public static RiskBook WithPortfolio(RiskBook risk, PortfolioRules rules) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets, risk.Instruments)
    {
        Portfolio = rules,
        ProfitWeights = risk.ProfitWeights,
    };

    /// <summary>The same rules with funding on every contract.</summary>
    public static RiskBook Funded { get; } = WithFunding(Rules);

    /// <summary>The same rules with a reserve for order fees.</summary>
    public static RiskBook With(RiskBook risk, FeeReserve reserve) => With(risk, risk.Assets, reserve);

    /// <summary>The same rules with other assets.</summary>
    public static RiskBook With(RiskBook risk, IReadOnlyList<AssetParameters> assets, FeeReserve reserve = FeeReserve.None) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, assets, risk.Instruments)
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = risk.ProfitWeights,
        FeeReserve = reserve,
        PriceUse = risk.PriceUse,
    };

    public static RiskBook WithFunding(RiskBook risk) => new(
        risk.Version,
        risk.Valuation,
        risk.MarginCallRatio,
        risk.LiquidationTarget,
        risk.Assets,
        risk.Instruments.Select(instrument => instrument with { Funding = FundingParameters.Default }))
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = risk.ProfitWeights,
        FeeReserve = risk.FeeReserve,
        PriceUse = risk.PriceUse,
    };

    /// <summary>The same rules with the table of what prices are good for that a file has by default.</summary>
    public static RiskBook WithPriceUse(RiskBook risk) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets, risk.Instruments)
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = risk.ProfitWeights,
        FeeReserve = risk.FeeReserve,
        PriceUse = PriceUse.Default,
    };

    /// <summary>The same rules with warnings, and deadlines of margin calls.</summary>
    public static RiskBook WithCalls(RiskBook risk, CallRules calls) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets, risk.Instruments)
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = risk.ProfitWeights,
        FeeReserve = risk.FeeReserve,
        PriceUse = risk.PriceUse,
        Calls = calls,
    };

    /// <summary>The same rules with rules of liquidation, which end at the margin-call ratio.</summary>
    /// <param name="risk">The rules.</param>
    /// <param name="rules">How accounts are liquidated; null as before there were such rules.</param>
    /// <param name="of">What becomes of an instrument; left out, nothing.</param>
    /// <param name="assets">Other assets; left out, the same.</param>
    public static RiskBook Liquidating(
        RiskBook risk,
        LiquidationRules? rules,
        Func<InstrumentParameters, InstrumentParameters>? of = null,
        IEnumerable<AssetParameters>? assets = null) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.MarginCallRatio, assets ?? risk.Assets,
        risk.Instruments.Select(of ?? (instrument => instrument)))
        {
            Portfolio = risk.Portfolio,
            ProfitWeights = risk.ProfitWeights,
            FeeReserve = risk.FeeReserve,
            PriceUse = risk.PriceUse,
            Calls = risk.Calls,
            Liquidation = rules,
        };

    /// <summary>The same rules with price bounds, 5 % from the mark at most, and deleveraging by score.</summary>
    /// <param name="bound">How far from the mark others have to close at most.</param>
    /// <param name="shares">The part of a profit that may be taken for a loss; left out, none is shared.</param>
    /// <param name="of">What becomes of an instrument; left out, nothing.</param>
    public static RiskBook Deleveraging(
        decimal bound = 0.1m, decimal? shares = null, Func<InstrumentParameters, InstrumentParameters>? of = null) => Liquidating(
        Rules,
        new LiquidationRules
        {
            Bounds = new PriceBounds(new Rate(0.25m), new Rate(0.5m), new Rate(0.05m)),
            Deleveraging = new DeleveragingRules(DeleveragingOrder.Ranked, new Rate(bound))
            {
                SocialisedLoss = shares is { } part ? new Rate(part) : null,
            },
        },
        of);

    public static MarketView Frame(
        long number = 1, decimal btc = 50_000m, decimal eth = 2_500m, RiskBook? risk = null,
        params ReadOnlySpan<(InstrumentId Instrument, decimal Index)> funding) =>
        FrameOwing([], number, btc, eth, risk, funding);

    /// <summary>The same, with what debts have grown to.</summary>
    public static MarketView FrameOwing(
        IEnumerable<(AssetId Asset, decimal Index)> interest, long number = 1, decimal btc = 50_000m, decimal eth = 2_500m,
        RiskBook? risk = null, params ReadOnlySpan<(InstrumentId Instrument, decimal Index)> funding)
    {
        var prices = Prices((Usdt, 1m), (Usdc, 1m), (Btc, btc), (Eth, eth));
        return new MarketView(
            new FrameNumber(number), new Instant(number * 1_000), risk ?? Rules, prices, ImmutableSortedDictionary<InstrumentId, Price>.Empty)
        {
            FundingIndices = funding.ToArray().ToImmutableSortedDictionary(f => f.Instrument, f => new Amount(f.Index)),
            InterestIndices = interest.ToImmutableSortedDictionary(i => i.Asset, i => new Rate(i.Index)),
        };
    }

    /// <summary>The second frame, with these prices and no others.</summary>
    public static MarketView FrameOf(params (AssetId Asset, decimal Price)[] prices) => new(
        new FrameNumber(2), new Instant(2_000), Rules, Prices(prices), ImmutableSortedDictionary<InstrumentId, Price>.Empty);

    private static ImmutableSortedDictionary<AssetId, Price> Prices(params (AssetId Asset, decimal Price)[] prices) =>
        prices.ToImmutableSortedDictionary(p => p.Asset, p => new Price(p.Price));

    public static Amount Amount(decimal value) => new(value);

    public static Quantity Contracts(decimal value) => new(value);

    /// <summary>A decimal in a row of data, where attributes allow none.</summary>
    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    public static Price Price(decimal value) => new(value);

    public static AccountCommand.Deposit Deposit(decimal amount, AssetId? asset = null) => new(asset ?? Usdt, new Amount(amount));

    public static AccountCommand.Withdraw Withdraw(decimal amount, AssetId? asset = null) => new(asset ?? Usdt, new Amount(amount));

    public static AccountCommand.ReserveOrder Reserve(string order, decimal quantity, decimal price, InstrumentId? instrument = null) =>
        new(new OrderId(order), instrument ?? BtcPerp, new Quantity(quantity), new Price(price));

    /// <summary>Alice trades with Bob: she takes unless told otherwise.</summary>
    public static AccountCommand.ApplyTrade Trade(
        string trade, decimal quantity, decimal price, InstrumentId? instrument = null, bool taker = true, string order = "",
        TradeRole role = TradeRole.Initiating) =>
        new(new TradeId(trade), instrument ?? BtcPerp, Bob, new Quantity(quantity), new Price(price),
            new TradeSide(taker, order), new TradeSide(!taker, string.Empty), role);
}
