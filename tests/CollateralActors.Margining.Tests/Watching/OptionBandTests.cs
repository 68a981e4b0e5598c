using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Accounts with options are looked at where prices, volatilities or time could change their status, and else not.</summary>
public sealed class OptionBandTests
{
    [Property(MaxTest = 100)]
    public void Frames_that_wake_by_bands_find_the_same_statuses_as_visiting_everybody(int seed) =>
        FramesAreTheSameAsVisitingEverybody(seed, MarginMode.Cross, withIsolated: false);

    [Property(MaxTest = 60)]
    public void So_they_do_in_portfolio_mode(int seed) =>
        FramesAreTheSameAsVisitingEverybody(seed, MarginMode.Portfolio, withIsolated: false);

    [Property(MaxTest = 60)]
    public void And_so_they_do_where_options_are_isolated(int seed) =>
        FramesAreTheSameAsVisitingEverybody(seed, MarginMode.Cross, withIsolated: true);

    [Theory]
    [InlineData(MarginMode.Cross, false)]
    [InlineData(MarginMode.Portfolio, false)]
    [InlineData(MarginMode.Cross, true)]
    public void Few_of_them_are_asked(MarginMode mode, bool withIsolated) => Assert.InRange(
        Enumerable.Range(0, 6).Sum(seed => FramesAreTheSameAsVisitingEverybody(seed, mode, withIsolated)), 1, 6 * 20 * 41 / 2);

    [Theory]
    [InlineData(MarginMode.Cross, 800, 200)]
    [InlineData(MarginMode.Portfolio, 600, 60)]
    public void A_proof_is_never_wrong_on_random_boxes(MarginMode mode, int fewest, int fewestWide)
    {
        var (proven, wide, statuses) = (0, 0, new HashSet<MarginStatus>());
        for (var seed = 0; seed < 200; seed++)
        {
            var options = new RandomOptions(seed);
            for (var number = 0; number < 8; number++)
            {
                var book = options.Book() with { Mode = mode };
                var arranged = WatchedBook.Of(book, options.Market);
                Assert.True(arranged.IsProvable);
                var status = MarginCalculator.Evaluate(book, options.Market).Status;
                var size = options.Venue.Pick(0.0001m, 0.001m, 0.02m, 0.2m);
                var box = RandomBox(options, arranged, size);
                if (!BandCertificates.Prove(arranged, status, box))
                    continue;
                proven++;
                wide += size >= 0.02m ? 1 : 0;
                statuses.Add(status);
                for (var sample = 0; sample < 24; sample++)
                {
                    var other = BoxSamples.Within(options.Venue, arranged.Variables, box, options.Market);
                    Assert.Equal((seed, number, status), (seed, number, MarginCalculator.Evaluate(book, other).Status));
                }
            }
        }

        Assert.InRange(proven, fewest, 1_590);
        Assert.InRange(wide, fewestWide, 1_000);
        Assert.Equal(4, statuses.Count);
    }

    [Fact]
    public void Bounds_of_a_mark_hold_at_every_point_of_a_box_and_are_reached_at_corners()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var options = new RandomOptions(seed);
            foreach (var position in options.Book().Positions.Where(position => position.Instrument.IsOption))
            {
                var variables = new VariableNumbers(options.Risk.Valuation);
                var source = variables.MarkOf(position.Instrument, options.Market);
                var names = variables.ToArray();
                var box = RandomBox(options, names, options.Venue.Pick(0m, 0.0001m, 0.05m, 0.5m));
                var ranges = box.Select(PriceRange.Of).ToArray();
                var (low, high) = (source.Low(ranges), source.High(ranges));
                var (least, greatest) = (double.PositiveInfinity, 0d);
                for (var sample = 0; sample < 64; sample++)
                {
                    var other = BoxSamples.Within(options.Venue, names, box, options.Market);
                    foreach (var side in new[] { 1, -1 })
                    {
                        var mark = (double)other.Mark(position.Instrument, side)!.Value.Value;
                        Assert.InRange(mark, low, high);
                        (least, greatest) = (Math.Min(least, mark), Math.Max(greatest, mark));
                    }
                }

                // A box of three or four intervals has 16 corners at most; half of the samples are corners.
                var width = (double)position.Instrument.Terms.Strike.Value * 1e-9;
                Assert.InRange(least - low, 0d, width + ((high - low) * 0.5));
                Assert.InRange(high - greatest, 0d, width + ((high - low) * 0.5));
            }
        }
    }

    [Fact]
    public void At_a_point_both_bounds_of_a_scan_are_the_requirement()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var options = new RandomOptions(seed);
            var book = options.Book() with { Mode = MarginMode.Portfolio };
            var arranged = WatchedBook.Of(book, options.Market);
            var required = (double)MarginCalculator.Evaluate(book, options.Market).Maintenance.Value;
            var underlying = (double)book.Positions.Where(position => position.Instrument.IsOption).Sum(position =>
                Math.Abs(position.Quantity.Contracts) * options.Market.IndexPrice(position.Instrument.Base)!.Value.Value);
            var point = RandomBox(options, arranged.Variables.ToArray(), 0m).Select(PriceRange.Of).ToArray();
            foreach (var atMost in new[] { false, true })
            {
                var charge = arranged.Scans!.Charge(Threshold.OfMaintenance, point, atMost);
                var beyond = atMost ? charge.Maintenance - required : required - charge.Maintenance;
                Assert.InRange(beyond, -1e-12 * charge.Gross, 1e-11 * (underlying + charge.Gross));
            }
        }
    }

    [Theory]
    [InlineData(MarginMode.Cross)]
    [InlineData(MarginMode.Portfolio)]
    public void A_quiet_account_with_options_is_not_looked_at_in_a_fortnight_of_frames(MarginMode mode)
    {
        var (market, book) = Strangle();
        book = book with { Mode = mode, Balances = [new Holding(market.Risk[Venue.Usdt], new Amount(60_000m))] };
        var (ladder, asked) = (new Ladder(), 0);
        ladder.Pass(null, market);
        Look();
        for (var frame = 2; frame <= 20_000; frame++)
        {
            var previous = market;
            market = At(60 * frame, 50_000m + (frame % 97 * 4m), 0.6m + (frame % 13 * 0.005m), frame);
            if (ladder.PassRenewing(previous, market).Length > 0)
                Look();
        }

        Assert.Equal(1, asked);
        Assert.InRange(ladder.Statistics.Woken, 0, 400);

        void Look()
        {
            asked++;
            var figures = MarginCalculator.Evaluate(book, market);
            Assert.True(ladder.Set(Venue.Alice, BandMaker.Make(book, market, figures), Severity.Of(figures).Value));
        }
    }

    [Fact]
    public void A_band_ends_by_the_base_the_volatility_the_time_and_a_mark_of_the_options_own()
    {
        var (market, book) = Strangle();
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        Assert.Equal(
            [
                "settlement BTC-50000-C", "settlement BTC-50000-P", "mark BTC-50000-C", "index BTC", "index USDT",
                "volatility BTC-50000-C", "time to 8640000000", "mark BTC-50000-P", "volatility BTC-50000-P",
            ],
            band.Variables.ToArray().Select(variable => variable.ToString()));
        Assert.True(band.Contains(At(2, 50_500m, 0.61m)));
        Assert.False(band.Contains(At(2, 90_000m, 0.6m)));
        Assert.False(band.Contains(At(2, 50_000m, 1.9m)));
        Assert.True(band.Contains(At(86_400, 50_000m, 0.6m)));
        Assert.False(band.Contains(At(8_639_999, 50_000m, 0.6m)));
        var marked = new MarketView(
            new FrameNumber(2), market.Time, market.Risk, market.IndexPrices,
            market.Marks.Add(DatedVenue.BtcCall, new Price(5_000m)), market.OptionQuotes);
        Assert.False(band.Contains(marked));
    }

    [Fact]
    public void What_cannot_be_priced_or_has_expired_is_looked_at_in_every_frame()
    {
        var (market, book) = Strangle();
        Assert.True(WatchedBook.Of(book, market).IsProvable);
        Assert.False(WatchedBook.Of(book, At(8_640_000, 50_000m, 0.6m)).IsProvable);
        Assert.False(WatchedBook.Of(book, With(market, quotes: market.OptionQuotes.Remove(DatedVenue.BtcPut))).IsProvable);
        var stated = market.OptionQuotes.SetItem(DatedVenue.BtcPut, new OptionQuote(new Rate(0.6m), 0.25m));
        Assert.False(WatchedBook.Of(book, With(market, quotes: stated)).IsProvable);
        Assert.False(WatchedBook.Of(book, market).Fits(At(8_640_000, 50_000m, 0.6m)));
        Assert.False(WatchedBook.Of(book, market).Fits(With(market, quotes: stated)));

        static MarketView With(MarketView market, ImmutableSortedDictionary<InstrumentId, OptionQuote> quotes) =>
            new(market.Frame, market.Time, market.Risk, market.IndexPrices, market.Marks, quotes);
    }

    private static int FramesAreTheSameAsVisitingEverybody(int seed, MarginMode mode, bool withIsolated)
    {
        var options = new RandomOptions(seed);
        var accounts = Enumerable.Range(0, 20).Select(number => options.Account(number, withIsolated)).ToArray();
        var (watched, ladder, asked) = (new string[accounts.Length], new Ladder(), 0);
        foreach (var account in accounts)
            ladder.NumberOf(account.Id);
        foreach (var number in ladder.PassRenewing(null, options.Market).ToArray())
            Answer(number);
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = options.Market;
            var woken = ladder.PassRenewing(previous, options.Move()).ToArray();
            for (var i = 0; i < accounts.Length; i++)
            {
                var ended = Expiry.Of(accounts[i], options.Market);
                Assert.True(ended.Count == 0 || woken.Contains(i), $"seed {seed}, frame {frame}: account {i} was not woken");
                accounts[i] = ended.Aggregate(accounts[i], AccountEvolution.Evolve);
            }

            foreach (var number in woken)
                Answer(number);
            Assert.Equal(
                (seed, frame, string.Join(' ', accounts.Select(account => StatusesOf(account)))),
                (seed, frame, string.Join(' ', watched)));
        }

        return asked;

        void Answer(int number)
        {
            asked++;
            watched[number] = StatusesOf(accounts[number]);
            Assert.True(mode == MarginMode.Cross ? AnswerByParts(number) : AnswerInPortfolioMode(number));
        }

        bool AnswerByParts(int number)
        {
            var seen = Assessment.All(accounts[number], options.Market);
            var band = seen.Select(part => part.BandAt(options.Market)).Aggregate((all, part) => all.And(part));
            return ladder.Set(number, band, seen.Max(part => part.Severity).Value);
        }

        bool AnswerInPortfolioMode(int number)
        {
            var book = accounts[number].ToMarginBook(options.Market) with { Mode = mode };
            var figures = MarginCalculator.Evaluate(book, options.Market);
            return ladder.Set(number, BandMaker.Make(book, options.Market, figures), Severity.Of(figures).Value);
        }

        string StatusesOf(AccountState account)
        {
            var book = account.ToMarginBook(options.Market);
            return mode == MarginMode.Portfolio
                ? MarginCalculator.Evaluate(book with { Mode = mode }, options.Market).Status.ToString()
                : string.Join(',', account.Scopes.Select(scope => ScopeFigures.Of(account, book, scope, options.Market).Status));
        }
    }

    private static PriceInterval[] RandomBox(RandomOptions options, WatchedBook book, decimal size)
    {
        var box = RandomBox(options, book.Variables.ToArray(), size);
        for (var i = 0; i < box.Length; i++)
        {
            if (!book.Variables[i].IsFunding)
                continue;
            var (unit, now) = ((decimal)book.Roles[i].Unit, book.Variables[i].In(options.Market).Value);
            box[i] = new(new(now - (unit * size * 0.1m)), new(now + (unit * size * 0.1m))) { IsOfFunding = true };
        }

        return box;
    }

    private static PriceInterval[] RandomBox(RandomOptions options, MarketVariable[] variables, decimal size) =>
    [
        .. from variable in variables
           let now = variable.In(options.Market)
           let down = options.Venue.Between(0m, size)
           let up = options.Venue.Between(0m, size)
           select now == default ? PriceInterval.Absent
               : variable.Kind == MarketVariableKind.TimeLeft ? new(new(now.Value * (1m - (down * 1.9m))), now)
               : new PriceInterval(new(now.Value * (1m - down)), new(now.Value * (1m + up))),
    ];

    // Short a call and a put at 50,000 that end after a hundred days, with twice what they require.
    private static (MarketView Market, MarginBook Book) Strangle()
    {
        var market = At(1, 50_000m, 0.6m);
        BookPosition Short(InstrumentId id) => new(market.Risk[id], new Quantity(-1m), new Amount(-6_000m), 0m, null);
        var book = new MarginBook(
            [new Holding(market.Risk[Venue.Usdt], new Amount(25_000m))], [Short(DatedVenue.BtcCall), Short(DatedVenue.BtcPut)], []);
        Assert.Equal(MarginStatus.Healthy, MarginCalculator.Evaluate(book, market).Status);
        return (market, book);
    }

    private static MarketView At(long seconds, decimal btc, decimal volatility, long? frame = null)
    {
        var risk = DatedVenue.With(
            Venue.Scanned,
            DatedVenue.Call with { Expiry = DatedVenue.At(8_640_000_000) },
            DatedVenue.Put with { Expiry = DatedVenue.At(8_640_000_000) });
        var view = Venue.Frame(frame ?? seconds, btc, risk: risk);
        return new MarketView(
            view.Frame, new Instant(seconds * 1_000), risk, view.IndexPrices, view.Marks,
            new[] { DatedVenue.BtcCall, DatedVenue.BtcPut }.ToImmutableSortedDictionary(id => id, _ => new OptionQuote(new Rate(volatility))));
    }
}
