using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class LadderTests
{
    [Property(MaxTest = 60)]
    public void Watching_by_bands_finds_the_same_status_changes_at_the_same_frames_as_visiting_everybody(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var books = Enumerable.Range(0, 30).Select(_ => venue.Book(venue.Risk)).ToArray();
        var (everybody, watched) = (Statuses(books, market), Statuses(books, market));
        var ladder = new Ladder();
        ladder.Pass(null, market);
        for (var i = 0; i < books.Length; i++)
            Look(i);
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = venue.Move(market);
            books = [.. books.Select(book => RandomVenue.Under(market.Risk, book))];
            everybody = Statuses(books, market);
            foreach (var account in ladder.Pass(previous, market))
                Look(Number(account));
            Assert.Equal((seed, frame, string.Join(' ', everybody)), (seed, frame, string.Join(' ', watched)));
        }

        void Look(int i)
        {
            var figures = MarginCalculator.Evaluate(books[i], market);
            watched[i] = (figures.Status, figures.IsWarned(market.Risk));
            Assert.True(ladder.Set(Account(i), BandMaker.Make(books[i], market, figures), Severity.Of(figures).Value), $"seed {seed}, account {i}");
        }
    }

    [Property(MaxTest = 60)]
    public void A_renewed_band_means_that_the_status_is_the_same(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        for (var i = 0; i < 40; i++)
        {
            var book = venue.Book(venue.Risk);
            var isWarned = i % 2 == 1;
            var arranged = WatchedBook.Of(book, market, isWarned);
            var figures = MarginCalculator.Evaluate(book, market);
            foreach (var status in Enum.GetValues<MarginStatus>())
            {
                if (BandMaker.Renew(arranged, market, status) is not { } renewed)
                    continue;
                Assert.Equal((seed, i, figures.Status), (seed, i, status));
                var warns = market.Risk.Calls.WarningRatio is not null && status == MarginStatus.Healthy;
                Assert.Equal((seed, i, warns && isWarned), (seed, i, warns && figures.IsWarned(market.Risk)));
                Assert.True(renewed.Band.Contains(market), $"seed {seed}, account {i}");
                // Of a bankrupt account no more is known than that nobody is worse.
                var severity = status == MarginStatus.Bankrupt ? Severity.Worst.Value : Severity.Of(figures).Value;
                var rounding = (0.0001m * (1m + Math.Abs(severity))) + Doubt(book, market, figures);
                Assert.InRange(renewed.Severity, severity - rounding, severity + rounding);
            }
        }
    }

    [Property(MaxTest = 150)]
    public void Any_sequence_of_sets_removals_and_frames_returns_what_comparing_every_band_returns(int seed) =>
        Compare(seed, new Ladder());

    [Property(MaxTest = 150)]
    public void A_straight_pass_returns_the_same_accounts_in_the_same_order(int seed) => StraightPasses(seed);

    [Fact]
    public void There_are_straight_passes() => Assert.InRange(Enumerable.Range(0, 4).Sum(StraightPasses), 40, 240);

    private static int StraightPasses(int seed)
    {
        var ladder = new Ladder(straightPassShare: 0m);
        Compare(seed, ladder, accounts: 300);
        return (int)ladder.Statistics.StraightPasses;
    }

    [Fact]
    public void Worst_comes_first_and_equals_are_in_order_of_their_names()
    {
        var market = new RandomVenue(3).Market(new RandomVenue(3).Risk);
        var ladder = new Ladder();
        ladder.Pass(null, market);
        foreach (var (name, severity) in new[] { ("b", 0.9m), ("a", 0.9m), ("c", 1.5m), ("d", 0.1m) })
            Assert.True(ladder.Set(new AccountId(name), Band.HotAt(market), severity));
        ladder.SetOutside(new AccountId("unknown"));
        var next = new MarketView(market.Frame.Next, market.Time, market.Risk, market.IndexPrices, market.Marks) { FundingIndices = market.FundingIndices, InterestIndices = market.InterestIndices };
        Assert.Equal(["unknown", "c", "a", "b", "d"], ladder.Pass(market, next).Select(account => account.Value));
        Assert.Equal(new LadderStatistics(2, 0, 5, 1), ladder.Statistics);
    }

    [Fact]
    public void An_account_is_returned_by_every_pass_until_it_has_a_band_that_holds()
    {
        var venue = new RandomVenue(4);
        var (ladder, account, market) = (new Ladder(), new AccountId("a"), venue.Market(venue.Risk));
        ladder.Pass(null, market);
        ladder.SetOutside(account);
        for (var i = 0; i < 3; i++)
        {
            var previous = market;
            market = new MarketView(market.Frame.Next, market.Time, market.Risk, market.IndexPrices, market.Marks) { FundingIndices = market.FundingIndices, InterestIndices = market.InterestIndices };
            Assert.Equal([account], ladder.Pass(previous, market));
        }

        Assert.False(ladder.Set(account, Around(market, 2m, 3m), 1m));
        Assert.True(ladder.Set(account, Around(market, 0.5m, 2m), 1m));
        Assert.Empty(ladder.Pass(market, new MarketView(market.Frame.Next, market.Time, market.Risk, market.IndexPrices, market.Marks) { FundingIndices = market.FundingIndices, InterestIndices = market.InterestIndices }));
    }

    [Fact]
    public void A_frame_that_does_not_follow_compares_every_band()
    {
        var venue = new RandomVenue(5);
        var (ladder, account, market) = (new Ladder(), new AccountId("a"), venue.Market(venue.Risk));
        Assert.True(ladder.Set(account, Around(market, 2m, 3m), 1m));
        Assert.Equal([account], ladder.Pass(null, market));
        Assert.True(ladder.Set(account, Around(market, 0.5m, 2m), 1m));
        Assert.Empty(ladder.Pass(null, market));
    }

    // Of interest no more is known than within three units of the asset: two of a bound, one that is rounded up.
    private static decimal Doubt(MarginBook book, MarketView market, MarginFigures figures) =>
        figures.Maintenance == Amount.Zero ? 0m : book.Balances
            .Where(holding => holding.Balance < Amount.Zero && holding.InterestIndex != Rate.Zero)
            .Sum(holding => 3m * (decimal)Math.Pow(10, -holding.Asset.Scale) * (1m + holding.Asset.LiabilitySurcharge.Value)
                * market.IndexPrice(holding.Asset.Id)!.Value.Value) / figures.Maintenance.Value;

    private static Band Around(MarketView market, decimal low, decimal high)
    {
        var variable = MarketVariable.Mark(new InstrumentId("BTC-USDT"));
        var price = variable.In(market).Value;
        return Band.Of(market, [variable], [new PriceInterval(new Price(price * low), new Price(price * high))]);
    }

    private static void Compare(int seed, Ladder ladder, int accounts = 25)
    {
        var venue = new RandomVenue(seed);
        var naive = new NaiveWatch();
        var market = venue.Market(venue.Risk);
        Assert.Equal(naive.Pass(market), ladder.Pass(null, market));
        for (var step = 0; step < 60; step++)
        {
            for (var i = 0; i < accounts / 4; i++)
                Change(venue, market, ladder, naive, Account(venue.Random.Next(accounts)));
            var previous = venue.Random.Next(10) == 0 ? null : market;
            market = venue.Move(market);
            Assert.Equal(
                $"seed {seed}, step {step}: {string.Join(' ', naive.Pass(market))}",
                $"seed {seed}, step {step}: {string.Join(' ', ladder.Pass(previous, market))}");
        }
    }

    private static void Change(RandomVenue venue, MarketView market, Ladder ladder, NaiveWatch naive, AccountId account)
    {
        switch (venue.Random.Next(8))
        {
            case 0:
                naive.Remove(account);
                ladder.Remove(account);
                break;
            case 1:
                naive.SetOutside(account);
                ladder.SetOutside(account);
                break;
            default:
                var (band, severity) = (RandomBand(venue, market), venue.Pick(0.1m, 0.5m, 0.9m, 2m));
                Assert.Equal(naive.Set(account, band, severity, market), ladder.Set(account, band, severity));
                break;
        }

        Assert.Equal(naive.Count, ladder.Count);
    }

    private static Band RandomBand(RandomVenue venue, MarketView market)
    {
        if (venue.Random.Next(12) == 0)
            return venue.Random.Next(2) == 0 ? Band.HotAt(market) : Band.Everything;
        var variables = new[] { "BTC-USDT", "ETH-USDT", "BTC-USD" }.Select(name => MarketVariable.Mark(new InstrumentId(name)))
            .Append(MarketVariable.Index(new AssetId("ETH"))).Append(MarketVariable.Mark(new InstrumentId("BTC-DERIVED")))
            .Where(_ => venue.Random.Next(2) == 0).ToArray();
        return Band.Of(market, variables, [.. variables.Select(variable => Interval(venue, variable.In(market)))]);
    }

    private static PriceInterval Interval(RandomVenue venue, Price price)
    {
        if (price == default)
            return PriceInterval.Absent;
        var low = venue.Random.Next(4) == 0 ? default : new Price(price.Value * (1m - venue.Between(-0.001m, 0.02m)));
        var high = venue.Random.Next(4) == 0 ? PriceInterval.Unbounded : new Price(price.Value * (1m + venue.Between(-0.001m, 0.02m)));
        return venue.Random.Next(20) == 0 ? new PriceInterval(price, price) : new PriceInterval(low, high);
    }

    private static (MarginStatus Status, bool IsWarned)[] Statuses(MarginBook[] books, MarketView market) =>
    [
        .. books.Select(book => MarginCalculator.Evaluate(book, market))
            .Select(figures => (figures.Status, figures.IsWarned(market.Risk))),
    ];

    private static AccountId Account(int number) => new($"account-{number:000}");

    private static int Number(AccountId account) => int.Parse(account.Value.AsSpan(8), System.Globalization.CultureInfo.InvariantCulture);
}
