using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Margin.Oracle;

/// <summary>Accounts of every kind, many of them close to a threshold; the same seed gives the same account.</summary>
internal sealed class RandomAccounts(int seed)
{
    private static readonly AssetId Eth = new("ETH");
    private readonly Random random = new(seed);

    public (MarginBook Book, MarketView Market) Next()
    {
        AssetParameters[] assets = [RandomAsset(Usdt, 2000m), RandomAsset(Btc, 2m), RandomAsset(Eth, 20m)];
        (AssetId Asset, decimal Price)[] prices = [(Usdt, Pick(1m, 0.9998m, 1.3m)), (Btc, Pick(30000m, 1000m, 47123.45m)), (Eth, Pick(3000m, 100m))];
        var instruments = Instruments().ToList();
        var risk = new RiskBook(
            new RiskBookVersion(1), Usd, Rate(Pick(1m, 1.2m)), Rate(Pick(1m, 1m, 1.1m, 1.5m)), [Valuation, .. assets], instruments);
        var market = new MarketView(
            new FrameNumber(1), new Instant(0), risk,
            ImmutableSortedDictionary.CreateRange(
                prices.Select(p => KeyValuePair.Create(p.Asset, new Price(p.Price)))),
            ImmutableSortedDictionary.CreateRange(
                instruments.Where(_ => random.Next(3) > 0).Select(i => KeyValuePair.Create(i.Id, NearMark(i, prices)))),
            ImmutableSortedDictionary.CreateRange(
                instruments.Where(i => i.IsOption).Select(i => KeyValuePair.Create(
                    i.Id, new OptionQuote(Rate(Pick(0.3m, 0.8m, 2m)), Pick(0m, 0.02m, 0.5m))))));
        var positions = instruments.Where(_ => random.Next(3) > 0).Select(i => RandomPosition(i, market, isolated: false)).ToList();
        if (random.Next(3) == 0)
            positions.Add(RandomPosition(instruments[random.Next(instruments.Count)], market, isolated: true));
        var orders = instruments.Where(_ => random.Next(3) == 0).Select(i => RandomOrder(i, market)).ToList();
        var book = new MarginBook(
            [.. assets.Prepend(Valuation).Where(_ => random.Next(3) > 0).Select(a => Hold(a, RandomBalance(a, market)))], positions, orders);
        return (random.Next(2) == 0 ? NearThreshold(book, market) : book, market);
    }

    private IEnumerable<InstrumentParameters> Instruments()
    {
        yield return Make("BTC-USDT", InstrumentKind.LinearPerpetual, Btc, Usdt, 0.1m);
        yield return Make("BTC-USD", InstrumentKind.LinearPerpetual, Btc, Usd, 1m);
        yield return Make("ETH-BTC", InstrumentKind.LinearPerpetual, Eth, Btc, 1m);
        yield return Make("BTC-INVERSE", InstrumentKind.InversePerpetual, Btc, Btc, 100m);
        if (random.Next(3) == 0)
            yield return Make("BTC-FUTURE", InstrumentKind.LinearFuture, Btc, Usdt, 0.1m);
        if (random.Next(3) == 0)
            yield return Make("BTC-INVERSE-FUTURE", InstrumentKind.InverseFuture, Btc, Btc, 100m);
        if (random.Next(2) == 0)
            yield return MakeOption("BTC-CALL", OptionRight.Call, Btc, Usdt, 31000m);
        if (random.Next(2) == 0)
            yield return MakeOption("BTC-PUT", OptionRight.Put, Btc, Usd, 29500m);
        if (random.Next(3) == 0)
            yield return MakeOption("ETH-CALL", OptionRight.Call, Eth, Btc, 0.1m);
        if (random.Next(4) == 0)
            yield return MakeOption("BTC-IN-BTC-PUT", OptionRight.Put, Btc, Btc, 1.1m);
        if (random.Next(4) == 0)
            yield return Make("BTC-IN-BTC", InstrumentKind.LinearPerpetual, Btc, Btc, 1m);
        if (random.Next(4) == 0)
            yield return Make("BTC-INVERSE-USDT", InstrumentKind.InversePerpetual, Btc, Usdt, 100m);
    }

    private InstrumentParameters Make(string id, InstrumentKind kind, AssetId @base, AssetId settle, decimal contractSize)
    {
        var unit = settle == Btc ? 0.5m : 5000m;
        var first = Pick(0.005m, 0.01m, 0.05m);
        MarginTier[] tiers = random.Next(3) switch
        {
            0 => [new(MarginSchedule.Endless, Rate(Pick(0m, 0.02m, 0.1m)), Rate(first))],
            1 => [new(unit, Rate(0.02m), Rate(first)), new(MarginSchedule.Endless, Rate(0.05m), Rate(first * 3))],
            _ => [new(unit / 5, Rate(0.02m), Rate(first)), new(unit, Rate(0.05m), Rate(first * 2)), new(MarginSchedule.Endless, Rate(0.1m), Rate(first * 7))],
        };
        var margin = new MarginSchedule(
            tiers, Pick(TierMeasure.Value, TierMeasure.Value, TierMeasure.Size), Pick(MarginBasis.Mark, MarginBasis.Mark, MarginBasis.Entry),
            Rate(Pick(0m, 0m, 0.0001m)), Rate(Pick(0m, 0.0006m)));
        return new InstrumentParameters(
            new InstrumentId(id), kind, @base, kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture ? Usd : settle, settle, contractSize,
            new Quantity(Pick(0.5m, 1m)), new Price(Pick(0m, 0m, 0.1m)), margin, Rate(Pick(0m, 0.002m, 0.02m)), default, default);
    }

    private InstrumentParameters MakeOption(string id, OptionRight right, AssetId @base, AssetId settle, decimal strike) =>
        Make(id, InstrumentKind.Option, @base, settle, 0.1m) with
        {
            Margin = MarginSchedule.None,
            Option = new OptionTerms(
                right, new Price(strike), new OptionRates(Rate(Pick(0.15m, 0.1m)), Rate(Pick(0.1m, 0.05m)), Rate(0.075m))),
        };

    private BookPosition RandomPosition(InstrumentParameters instrument, MarketView market, bool isolated)
    {
        var mark = market.Mark(instrument)!.Value.Value;
        var quantity = random.Next(1, 41) * instrument.Lot.Contracts * Pick(1m, -1m);
        var entry = Digits(mark * (0.9m + (random.Next(200) / 1000m)));
        var value = PositionMargin.Value(Position(instrument, quantity, mark), new Price(mark)).Value;
        decimal? margin = isolated ? Digits(value * random.Next(200) / 1000m) : null;
        var position = Position(instrument, quantity, entry, Pick(0m, 0m, 5m, 25m, 7m), margin);
        return position with { EntryPrice = new Price(entry) };
    }

    private BookOrder RandomOrder(InstrumentParameters instrument, MarketView market) => Order(
        instrument, random.Next(1, 20) * instrument.Lot.Contracts * Pick(1m, -1m),
        Digits(Math.Max(0.0001m, market.Mark(instrument)!.Value.Value * (0.9m + (random.Next(200) / 1000m))))) with
    {
        Leverage = Pick(0m, 4m),
    };

    private AssetParameters RandomAsset(AssetId id, decimal unit) => Asset(id, Pick(0m, 0.1m), random.Next(4) switch
    {
        0 => [],
        1 => [(CollateralSchedule.Endless.Value, 0m)],
        2 => [(unit, 0.05m), (unit * 3, 0.2m)],
        _ => [(unit / 3.2m, 0m), (unit, 0.1m), (CollateralSchedule.Endless.Value, 0.5m)],
    });

    private decimal RandomBalance(AssetParameters asset, MarketView market) =>
        Digits((random.Next(2000) - 400) * 5m / market.IndexPrice(asset.Id)!.Value.Value);

    private Price NearMark(InstrumentParameters instrument, (AssetId Asset, decimal Price)[] prices)
    {
        decimal Of(AssetId asset) => asset == Usd ? 1m : prices.Single(p => p.Asset == asset).Price;
        var index = Of(instrument.Base) / Of(instrument.IsInverse ? instrument.Quote : instrument.Settle);
        return new Price(Digits(index * (0.99m + (random.Next(20) / 1000m)) * (instrument.IsOption ? 0.07m : 1m)));
    }

    /// <summary>Puts the account at, or a little off, a threshold by a balance in the valuation currency.</summary>
    private MarginBook NearThreshold(MarginBook book, MarketView market)
    {
        var figures = MarginCalculator.Evaluate(book with { Balances = [.. book.Balances.Where(h => h.Asset.Id != Usd)] }, market);
        var share = Pick(0m, 0.3m, 0.8m, 0.99m, 1m, 1m, 1.1m, 1.2m);
        var balance = Math.Round((figures.Maintenance.Value * share) - figures.Equity.Value, 8, MidpointRounding.ToPositiveInfinity);
        return book with { Balances = [.. book.Balances.Where(h => h.Asset.Id != Usd), Hold(Valuation, balance)] };
    }

    private static decimal Digits(decimal value) => value == 0m ? 0m : decimal.Round(value, value > 100m ? 2 : 7, MidpointRounding.ToEven);

    private T Pick<T>(params ReadOnlySpan<T> options) => options[random.Next(options.Length)];
}
