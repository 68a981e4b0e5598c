using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>What everything is worth at each tick of a scenario, and what the sources say about it.</summary>
public sealed class MarketPath
{
    private const decimal BasisPoint = 0.0001m;
    private const int NoiseScale = 2;

    // A stray fades by this share with each tick, so that noise does not pile up to a trend.
    private const decimal Fading = 0.02m;

    private readonly MarketView[] views;
    private readonly ValueList<Quote>[] quotes;

    private MarketPath(MarketView[] views, ValueList<Quote>[] quotes) => (this.views, this.quotes) = (views, quotes);

    /// <summary>Number of ticks, those of closing rounds among them.</summary>
    public int Count => views.Length;

    /// <summary>The path of <paramref name="scenario"/>'s market under its seed.</summary>
    public static MarketPath Of(Scenario scenario)
    {
        var ticks = scenario.Series.Ticks;
        var paths = scenario.Symbols.Select(symbol => PathOf(symbol, ticks, scenario.Seed)).ToArray();
        var batches = scenario.Symbols.Zip(paths, (symbol, path) =>
            QuoteSources.Derive(
                new QuoteSourceParameters(
                    symbol.Symbol,
                    symbol.PriceScale,
                    scenario.Sources.Where(source => symbol.Oracle.Sources.Contains(source.Id)).ToValueList(),
                    scenario.Faults.Where(fault => symbol.Oracle.Sources.Contains(fault.Source)
                        && (fault.Of is null || fault.Of == symbol.Symbol)).ToValueList()),
                path,
                scenario.Seed).ToArray()).ToArray();
        var views = Enumerable.Range(0, ticks.Count).Select(i => ViewOf(scenario, paths, i));
        var quotes = Enumerable.Range(0, ticks.Count)
            .Select(i => batches.SelectMany(batch => batch[i].Quotes).Order().ToValueList()).ToArray();
        var closing = Enumerable.Range(ticks.Count, scenario.Series.ClosingRounds);
        var last = ViewOf(scenario, paths, ticks.Count - 1);
        return new MarketPath(
            Settled([.. views, .. closing.Select(i => At(last, i, TimeOf(ticks, i)))], scenario.Risk),
            [
                .. quotes,
                .. closing.Select(i => quotes[^1].Select(q => q with { Time = TimeOf(ticks, i) }).ToValueList()),
            ]);
    }

    /// <summary>The true prices at a tick, from 0.</summary>
    public MarketView ViewAt(int tick) => views[tick];

    /// <summary>What the sources say at a tick, in order.</summary>
    public ValueList<Quote> QuotesAt(int tick) => quotes[tick];

    /// <summary>
    /// The ticks from <paramref name="from"/> to <paramref name="to"/> at which the instrument was lowest and highest.
    /// </summary>
    public (int Lowest, int Highest) ExtremesOf(InstrumentParameters instrument, int from, int to)
    {
        var (lowest, highest) = (from, from);
        for (var tick = from; tick <= to; tick++)
        {
            var mark = MarkOf(instrument, tick);
            if (mark < MarkOf(instrument, lowest))
                lowest = tick;
            if (mark > MarkOf(instrument, highest))
                highest = tick;
        }

        return (lowest, highest);
    }

    /// <summary>The instrument's true mark at a tick.</summary>
    public Price MarkOf(InstrumentParameters instrument, int tick) =>
        views[tick].Mark(instrument)
        ?? throw new InvalidOperationException($"the scenario has no price of {instrument.Id}");

    private static PriceTick[] PathOf(SymbolModel symbol, ValueList<PriceTick> series, long seed)
    {
        var random = SeededRandom.For(seed, "path", symbol.Symbol.Value);
        var stray = 0m;
        return [.. series.Select(tick => new PriceTick(tick.Time, PriceAt(tick.Price.Value / series[0].Price.Value)))];

        Price PriceAt(decimal relative)
        {
            var moved = symbol.Start.Value * (1m + (symbol.Beta * (relative - 1m)));
            var price = Math.Round(moved * (1m + (stray * BasisPoint)), symbol.PriceScale, MidpointRounding.ToEven);
            var step = random.NextDecimal(-symbol.NoiseBasisPoints, symbol.NoiseBasisPoints, NoiseScale);
            stray = Math.Round((stray * (1m - Fading)) + step, NoiseScale, MidpointRounding.ToEven);
            return new Price(price);
        }
    }

    private static MarketView ViewOf(Scenario scenario, PriceTick[][] paths, int tick)
    {
        var prices = scenario.Symbols.Zip(paths, (symbol, path) => (symbol.Symbol, path[tick].Price)).ToArray();
        return new MarketView(
            new FrameNumber(tick + 1),
            scenario.Series.Ticks[tick].Time,
            scenario.Risk,
            prices.Where(p => scenario.Risk.Find(new AssetId(p.Symbol.Value)) is not null)
                .ToImmutableSortedDictionary(p => new AssetId(p.Symbol.Value), p => p.Price),
            prices.Where(p => scenario.Risk.Find(new InstrumentId(p.Symbol.Value)) is not null)
                .ToImmutableSortedDictionary(p => new InstrumentId(p.Symbol.Value), p => p.Price),
            prices.Where(p => p.Symbol.VolatilityOf is not null).ToImmutableSortedDictionary(
                p => p.Symbol.VolatilityOf!.Value, p => new OptionQuote(new Rate(p.Price.Value))));
    }

    private static MarketView At(MarketView view, int tick, Instant time) =>
        new(new FrameNumber(tick + 1), time, view.Risk, view.IndexPrices, view.Marks, view.OptionQuotes);

    // What each contract that ends is settled at, were the true prices the market's.
    private static MarketView[] Settled(MarketView[] views, RiskBook risk)
    {
        foreach (var terms in SettlementTerms.Of(risk))
        {
            SettlementState? state = null;
            for (var i = 1; i < views.Length; i++)
            {
                state = state?.Price is null
                    ? SettlementMeter.Advance(terms, state, ReadingOf(terms, views[i - 1]), views[i].Time) ?? state
                    : state;
                if (state?.Price is { } price)
                    views[i] = With(views[i], terms.Instrument, price);
            }
        }

        return views;
    }

    private static IndexReading ReadingOf(SettlementTerms terms, MarketView view) => new(
        new Price(PriceOf(terms.Base, view) / PriceOf(terms.Per, view)), new Instant(long.MaxValue));

    private static decimal PriceOf(Symbol? symbol, MarketView view) =>
        symbol is { } name ? view.IndexPrices[new AssetId(name.Value)].Value : 1m;

    private static MarketView With(MarketView view, InstrumentId settled, SettlementPrice price) =>
        new(view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks, view.OptionQuotes)
        {
            Settlements = view.Settlements.SetItem(settled, price),
        };

    private static Instant TimeOf(ValueList<PriceTick> ticks, int tick)
    {
        var step = ticks[^1].Time - ticks[^2].Time;
        return ticks[^1].Time + (step * (tick - ticks.Count + 1));
    }
}
