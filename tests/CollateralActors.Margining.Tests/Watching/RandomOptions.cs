using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>
/// A random venue with options as well: calls and puts that settle in three assets and end within minutes, weeks or
/// years. Volatilities move and time passes by seconds, hours or weeks.
/// </summary>
internal sealed class RandomOptions
{
    private const long Day = 86_400_000;
    private readonly RandomVenue venue;
    private readonly InstrumentParameters[] options;

    public RandomOptions(int seed)
    {
        venue = new RandomVenue(seed);
        options =
        [
            .. from each in new[] { ("BTC", "USD", 50_000m), ("BTC", "USDT", 50_000m), ("ETH", "BTC", 0.06m), ("ETH", "USD", 3_000m) }
               from right in new[] { OptionRight.Call, OptionRight.Put }
               select Option(each.Item1, each.Item2, right, each.Item3 * venue.Pick(0.5m, 0.9m, 1m, 1.1m, 2m)),
        ];
        Risk = WithMinimum(DatedVenue.With(venue.Risk, options), new Rate(venue.Pick(0m, 0.01m, 0.1m)));
        Market = Under(venue.Market(venue.Risk), options.ToDictionary(option => option.Id, _ => venue.Between(0.2m, 1.5m)), null);
    }

    public RiskBook Risk { get; }

    public MarketView Market { get; private set; }

    public RandomVenue Venue => venue;

    public MarketView Move()
    {
        var moved = venue.Move(Market, mayChangeRisk: false);
        var size = venue.Random.Next(8) == 0 ? 0.3m : 0.003m;
        var volatilities = Market.OptionQuotes.ToDictionary(
            quote => quote.Key,
            quote => Math.Clamp(quote.Value.ImpliedVolatility.Value * (1m + venue.Between(-size, size)), 0.05m, 3m));
        return Market = Under(moved, volatilities, Market);
    }

    /// <summary>Options, and now and then a future or two beside them.</summary>
    public MarginBook Book()
    {
        var book = venue.Book(Risk);
        var others = book.Positions.Where(position => !position.Instrument.IsOption && venue.Random.Next(3) == 0);
        var held = options.Where(_ => venue.Random.Next(3) == 0).Select(Position).ToArray();
        var gross = held.Sum(position => Math.Abs(position.Quantity.Contracts) * (position.Instrument.Base.Value == "BTC" ? 50_000m : 3_000m));
        var cash = new Holding(Risk[new AssetId("USD")], new Amount(Math.Round(gross * venue.Pick(0m, 0.05m, 0.1m, 0.15m, 0.4m) * venue.Between(0.5m, 1.5m), 2)));
        return new MarginBook(
            [.. book.Balances.Where(holding => holding.Asset.Id != cash.Asset.Id), cash], [.. others, .. held], []);
    }

    /// <summary>An account with a book; some positions are isolated if that is asked for.</summary>
    public AccountState Account(int number, bool withIsolated)
    {
        var book = Book();
        var state = AccountState.Initial(new AccountId(FormattableString.Invariant($"account-{number:000}")));
        state = book.Balances.Aggregate(state, (s, holding) => s.Post(holding.Asset.Id, holding.Balance));
        foreach (var position in book.Positions.Where(position => !position.IsIsolated))
        {
            var id = position.Instrument.Id;
            state = state with
            {
                Positions = state.Positions.Add(
                    id, new AccountPosition(position.Quantity, position.EntryValue) { FundingValue = position.FundingValue }),
            };
            if (!withIsolated || venue.Random.Next(2) == 0)
                continue;
            var margin = position.Instrument.SizeOf(position.Quantity) * venue.Between(0m, 0.3m)
                * (position.Instrument.Settle.Value == "BTC" ? 0.06m : position.Instrument.Base.Value == "ETH" ? 3_000m : 50_000m);
            state = state with { Isolated = state.Isolated.Add(id, IsolatedInstrument.Empty with { Margin = new Amount(margin) }) };
        }

        return state;
    }

    private static RiskBook WithMinimum(RiskBook risk, Rate minimum) => Specs.Venue.WithPortfolio(risk, risk.Portfolio with
    {
        Scans = risk.Portfolio.Scans.ToImmutableSortedDictionary(scan => scan.Key, scan => scan.Value with { ShortOptionMinimum = minimum }),
    });

    // An expired contract is settled in its first frame, or a few frames later; then there is no price in between.
    private MarketView Under(MarketView moved, Dictionary<InstrumentId, decimal> volatilities, MarketView? before)
    {
        var step = before is null ? 0L : venue.Random.Next(10) switch { 0 => 20 * Day, 1 or 2 => Day, 3 or 4 => 3_600_000, _ => 1_000 };
        var time = (before?.Time ?? moved.Time) + TimeSpan.FromMilliseconds(step);
        var marks = moved.Marks;
        // A source quotes prices above 0 only.
        if (venue.Random.Next(40) == 0 && before?.Mark(options[0]) is { Value: > 0m } first && before.Settlement(options[0].Id) is null)
            marks = marks.SetItem(options[0].Id, first);
        var terms = SettlementTerms.Of(Risk).ToDictionary(each => each.Instrument);
        var settled = (before?.Settlements ?? moved.Settlements).AddRange(
            from option in options
            where time >= option.Expiry!.At && before?.Settlement(option.Id) is null && venue.Random.Next(3) > 0
            select KeyValuePair.Create(
                option.Id, terms[option.Id].PriceAt(moved.IndexPrice(option.Base)!.Value.Value / moved.IndexPrice(option.Settle)!.Value.Value)));
        return new MarketView(
            moved.Frame, time, Risk, moved.IndexPrices, marks,
            volatilities.ToImmutableSortedDictionary(pair => pair.Key, pair => new OptionQuote(new Rate(pair.Value))))
        {
            FundingIndices = moved.FundingIndices,
            InterestIndices = moved.InterestIndices,
            Settlements = settled,
        };
    }

    private BookPosition Position(InstrumentParameters option)
    {
        var contracts = Math.Round(venue.Between(0.01m, 3m) * (option.Base.Value == "ETH" ? 16m : 1m), 3) * (venue.Random.Next(2) == 0 ? 1m : -1m);
        var worth = Market.Mark(option)!.Value.Value * venue.Between(0.5m, 1.5m);
        return new BookPosition(option, new Quantity(contracts), new Amount(Math.Round(contracts * worth, 12)), 0m, null);
    }

    private InstrumentParameters Option(string @base, string settle, OptionRight right, decimal strike) =>
        new(new($"{@base}-{settle}-{right}"), InstrumentKind.Option, new(@base), new(settle), new(settle), 1m, new Quantity(0.001m), default,
            MarginSchedule.None, Rate.Zero, Rate.Zero, Rate.Zero)
        {
            Option = new OptionTerms(
                right, new Price(strike), venue.Random.Next(8) == 0 ? null : new OptionRates(new Rate(0.15m), new Rate(0.1m), new Rate(venue.Pick(0.03m, 0.075m)))),
            Expiry = DatedVenue.At((long)venue.Pick(60_000m, 3 * Day, 30 * Day, 30 * Day, 300 * Day)),
        };
}
