using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Short names for what the tests of the calculator build their accounts from.</summary>
internal static class Sample
{
    public static readonly AssetId Usd = new("USD");
    public static readonly AssetId Usdt = new("USDT");
    public static readonly AssetId Btc = new("BTC");

    public static Rate Rate(decimal value) => new(value);

    public static AssetParameters Valuation { get; } = new(Usd, 8, CollateralSchedule.Full, Units.Rate.Zero);

    public static AssetParameters Asset(AssetId id, decimal surcharge = 0m, params (decimal UpTo, decimal Haircut)[] slices) =>
        new(id, 8, new CollateralSchedule([.. slices.Select(s => new HaircutSlice(new Amount(s.UpTo), Rate(s.Haircut)))]), Rate(surcharge));

    public static MarginSchedule Tiers(params (decimal UpTo, decimal Initial, decimal Maintenance)[] tiers) =>
        Schedule(TierMeasure.Value, MarginBasis.Mark, 0m, 0m, tiers);

    public static MarginSchedule Schedule(
        TierMeasure tierOf, MarginBasis basis, decimal slope, decimal fee, params (decimal UpTo, decimal Initial, decimal Maintenance)[] tiers) =>
        new([.. tiers.Select(t => new MarginTier(t.UpTo, Rate(t.Initial), Rate(t.Maintenance)))], tierOf, basis, Rate(slope), Rate(fee));

    public static InstrumentParameters Linear(string id, MarginSchedule margin, decimal lot = 0m, decimal fee = 0m, AssetId? settle = null) =>
        new(new InstrumentId(id), InstrumentKind.LinearPerpetual, Btc, settle ?? Usd, settle ?? Usd, 1m,
            new Quantity(lot), default, margin, Rate(fee), default, default);

    public static InstrumentParameters Inverse(string id, MarginSchedule margin, decimal face = 1m, decimal lot = 0m, decimal fee = 0m) =>
        new(new InstrumentId(id), InstrumentKind.InversePerpetual, Btc, Usd, Btc, face,
            new Quantity(lot), default, margin, Rate(fee), default, default);

    public static InstrumentParameters Option(
        string id, OptionRight right, decimal strike, decimal lot = 0m, decimal fee = 0m, AssetId? settle = null, AssetId? @base = null) =>
        new(new InstrumentId(id), InstrumentKind.Option, @base ?? Btc, settle ?? Usd, settle ?? Usd, 1m,
            new Quantity(lot), default, MarginSchedule.None, Rate(fee), default, default)
        {
            Option = new OptionTerms(
                right, new Price(strike), new OptionRates(Rate(0.15m), Rate(0.1m), Rate(0.075m))),
        };

    public static BookPosition Position(
        InstrumentParameters instrument, decimal quantity, decimal entry, decimal leverage = 0m, decimal? isolated = null) =>
        new(instrument, new Quantity(quantity), instrument.SignedValue(new Quantity(quantity), new Price(entry)), leverage,
            isolated is { } margin ? new Amount(margin) : null);

    public static BookOrder Order(InstrumentParameters instrument, decimal quantity, decimal price) =>
        new(instrument, new Quantity(quantity), new Price(price));

    public static MarginBook Book(
        IReadOnlyList<Holding> balances, IReadOnlyList<BookPosition>? positions = null, IReadOnlyList<BookOrder>? orders = null) =>
        new(balances, positions ?? [], orders ?? []);

    public static Holding Hold(AssetParameters asset, decimal balance) => new(asset, new Amount(balance));

    public static RiskBook Rules(params AssetParameters[] assets) =>
        new(new RiskBookVersion(1), Usd, Rate(1.2m), Rate(1m), [Valuation, .. assets], []);

    public static MarketView MarketAt(
        RiskBook risk, IEnumerable<(AssetId Asset, decimal Price)>? prices = null, IEnumerable<(string Instrument, decimal Price)>? marks = null,
        IEnumerable<(string Option, decimal Volatility, decimal Years)>? quotes = null) =>
        new(new FrameNumber(1), new Instant(0), risk,
            (prices ?? []).ToImmutableSortedDictionary(p => p.Asset, p => new Price(p.Price)),
            (marks ?? []).ToImmutableSortedDictionary(m => new InstrumentId(m.Instrument), m => new Price(m.Price)),
            (quotes ?? []).ToImmutableSortedDictionary(q => new InstrumentId(q.Option), q => new OptionQuote(Rate(q.Volatility), q.Years)));
}
