using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Reads the market of a scenario: prices, symbols, sources and their faults.</summary>
internal static class MarketMembers
{
    private const int MostTicksPerBar = 60;
    private const int MostClosingRounds = 1_000;
    private const int LargestBeta = 10;

    private static readonly string[] Formats = ["bitstamp-minutes", "lean-minutes", "daily"];
    private static readonly NumberRange Betas = Between(-LargestBeta, LargestBeta, 4);
    private static readonly NumberRange Strays = Between(0, 20, 2);
    private static readonly NumberRange Offsets = Between(-1_000, 1_000, 2);
    private static readonly NumberRange Noises = Between(0, 1_000, 2);
    private static readonly NumberRange Deviations = new(0.01m, by =>
        by is > -1m and <= 10m and not 0m ? null : "is not more than -1, at most 10 and not 0; write 3 % as 0.03");

    public static PriceSeries? ReadSeries(JsonObjectReader prices, NamedFiles named)
    {
        var format = prices.Needs("format")
            ? (PriceFileFormat)prices.OneOf("format", Formats)
            : PriceFileFormat.BitstampMinutes;
        var perBar = (int)prices.Number("ticksPerBar", NumberRange.Whole(PricePath.FewestTicksPerBar, MostTicksPerBar));
        var closing = (int)prices.Number("closingRounds", NumberRange.Whole(0, MostClosingRounds));
        var bars = named.Bars(prices, "file", format);
        prices.Done();
        return bars.Count == 0
            ? null
            : new PriceSeries(
                PricePath.Ticks(bars, Math.Max(perBar, PricePath.FewestTicksPerBar)).ToValueList(), closing);
    }

    public static ValueList<QuoteSource> ReadSources(JsonObjectReader file)
    {
        var sources = new List<QuoteSource>();
        foreach (var source in file.Needs("sources") ? file.List("sources") : [])
        {
            var read = new QuoteSource(
                new SourceId(source.Text("name")),
                source.Number("offsetBasisPoints", Offsets),
                source.Number("noiseBasisPoints", Noises))
            {
                ConfidenceBasisPoints = source.Has("confidenceBasisPoints")
                    ? source.Number("confidenceBasisPoints", Noises)
                    : null,
            };
            if (sources.Exists(other => other.Id == read.Id))
                source.Wrong("name", $"'{read.Id}' is named twice; give each source a name of its own");
            source.Done();
            sources.Add(read);
        }

        if (file.Has("sources") && sources.Count == 0)
            file.Wrong("sources", "at least one source is needed");
        return sources.ToValueList();
    }

    public static ValueList<SourceFault> ReadFaults(
        JsonObjectReader file, ValueList<QuoteSource> sources, ValueList<SymbolModel> symbols)
    {
        var faults = new List<SourceFault>();
        foreach (var fault in file.List("faults"))
        {
            var source = new SourceId(fault.Text("source"));
            if (source.Value.Length > 0 && sources.All(known => known.Id != source))
                fault.Wrong(
                    "source",
                    $"'{source}' is not among the sources; known are {string.Join(", ", sources.Select(s => s.Id))}");
            var symbol = SymbolOf(fault, symbols);
            var (from, to) = Minutes(fault);
            var kind = fault.Needs("kind")
                ? (SourceFaultKind)fault.OneOf("kind", "stale", "deviate")
                : SourceFaultKind.Stale;
            var by = kind == SourceFaultKind.Deviate ? fault.Number("by", Deviations) : 0m;
            var read = new SourceFault(source, from, to, kind, new Rate(by)) { Of = symbol };
            if (faults.Exists(read.Overlaps))
                fault.Wrong($"the source '{source}' has two faults at once; let them follow one another");
            fault.Done();
            faults.Add(read);
        }

        return faults.ToValueList();
    }

    /// <summary>When an operator halts the venue or a symbol.</summary>
    public static ValueList<MarketHalt> ReadHalts(JsonObjectReader file, ValueList<SymbolModel> symbols)
    {
        var halts = new List<MarketHalt>();
        foreach (var halt in file.List("halts"))
        {
            var symbol = SymbolOf(halt, symbols);
            var (from, to) = Minutes(halt);
            halt.Done();
            var read = new MarketHalt(symbol, from, to);
            if (halts.Exists(other => other.Symbol == symbol && from <= other.ToMinute && other.FromMinute <= to))
                halt.Wrong(
                    $"{symbol?.ToString() ?? "the venue"} is halted twice at once; let halts follow one another");
            halts.Add(read);
        }

        return halts.ToValueList();
    }

    private static Symbol? SymbolOf(JsonObjectReader members, ValueList<SymbolModel> symbols)
    {
        if (!members.Has("symbol"))
            return null;
        var symbol = new Symbol(members.Text("symbol"));
        if (symbol.Value.Length > 0 && symbols.All(known => known.Symbol != symbol))
            members.Wrong(
                "symbol",
                $"'{symbol}' is not among the symbols; known are {string.Join(", ", symbols.Select(s => s.Symbol))}");
        return symbol;
    }

    private static (int From, int To) Minutes(JsonObjectReader members)
    {
        var from = (int)members.Number("fromMinute", NumberRange.Whole(0, 1_000_000));
        var to = (int)members.Number("toMinute", NumberRange.Whole(1, 1_000_000));
        if (to <= from)
            members.Wrong("toMinute", FormattableString.Invariant($"minute {to} is not after fromMinute {from}"));
        return (from, to);
    }

    public static ValueList<SymbolModel> ReadSymbols(
        JsonObjectReader file,
        RiskBook risk,
        PriceSeries? series,
        ValueList<QuoteSource> sources,
        ValueList<BookModel> books)
    {
        var names = sources.Select(source => source.Id).ToValueList();
        var symbols = (file.Needs("symbols") ? file.Objects("symbols") : [])
            .Select(symbol => ReadSymbol(
                symbol.Name,
                symbol.Object,
                risk,
                series,
                new QuotedBy(names, books.FirstOrDefault(b => b.Instrument.Value == symbol.Name)?.QuotesAs)))
            .ToValueList();
        foreach (var book in books.Where(book => book.QuotesAs is not null))
        {
            if (file.Has("symbols") && symbols.All(symbol => symbol.Symbol != Symbol.Of(book.Instrument)))
                file.Wrong(
                    "symbols", $"the book of '{book.Instrument}' quotes its mark, which has no symbol; add it");
        }

        foreach (var asset in risk.Assets.Where(asset => asset.Id != risk.Valuation))
        {
            if (file.Has("symbols") && symbols.All(symbol => symbol.Symbol != Symbol.Of(asset.Id)))
                file.Wrong("symbols", $"asset '{asset.Id}' of the risk book has no price; add it");
        }

        // A scan prices by the volatility whatever the mark is.
        foreach (var option in risk.Instruments.Where(instrument => instrument.IsOption))
        {
            var isScanned = risk.Portfolio.Find(option.Base) is not null;
            var isPriced = symbols.Any(symbol =>
                symbol.Symbol == Symbol.OfVolatility(option.Id)
                || (!isScanned && symbol.Symbol == Symbol.Of(option.Id)));
            if (file.Has("symbols") && !isPriced)
                file.Wrong(
                    "symbols", $"option '{option.Id}' has no volatility; add '{Symbol.OfVolatility(option.Id)}'");
        }

        return symbols;
    }

    private static SymbolModel ReadSymbol(
        string name, JsonObjectReader symbol, RiskBook risk, PriceSeries? series, QuotedBy quotedBy)
    {
        if (name == risk.Valuation.Value)
            symbol.Wrong("the valuation currency's price is 1; leave it out");
        else if (new Symbol(name).VolatilityOf is { } option)
        {
            if (risk.Find(option)?.IsOption != true)
                symbol.Wrong($"'{option}' is not an option of the risk book; only options have a volatility");
        }
        else if (risk.Find(new InstrumentId(name)) is { IsSpot: true })
            symbol.Wrong($"'{name}' is spot and has no price of its own, only those of its two assets; leave it out");
        else if (risk.Find(new AssetId(name)) is null && risk.Find(new InstrumentId(name)) is null)
            symbol.Wrong($"'{name}' is neither an asset nor an instrument of the risk book");
        var start = new Price(symbol.Number("start", NumberRange.Positive, series?.Ticks[0].Price.Value ?? 1m));
        var beta = symbol.Number("beta", Betas);
        if (series is not null && series.Ticks.Any(tick => Falls(start.Value, beta, tick, series.Ticks[0])))
            symbol.Wrong("beta", "with this beta the price falls to 0; write a smaller one");
        var noise = symbol.Number("noiseBasisPoints", Strays);
        var scale = (int)symbol.Number("priceScale", NumberRange.Whole(0, Decimals.LargestScale));
        var oracle = OracleMembers.Read(symbol, new Symbol(name), quotedBy, scale, risk);
        symbol.Done();
        return new SymbolModel(new Symbol(name), start, beta, noise, scale, oracle);
    }

    // A fifth is left for strays and for rounding to the price's scale.
    private static bool Falls(decimal start, decimal beta, PriceTick tick, PriceTick first) =>
        start * (1m + (beta * ((tick.Price.Value / first.Price.Value) - 1m))) <= start / 5m;

    private static NumberRange Between(int from, int to, int scale) => new(from <= 0 ? 0m : from, value =>
        value >= from && value <= to && Decimals.FitsScale(value, scale)
            ? null
            : FormattableString.Invariant($"is not within {from} … {to} with at most {scale} decimals"));
}
