using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class RenewalTests
{
    [Property(MaxTest = 60)]
    public void Renewing_in_the_ladder_finds_the_same_status_changes_as_visiting_everybody(int seed) =>
        RenewedInTheLadder(seed);

    [Fact]
    public void The_ladder_renews_many() => Assert.InRange(Enumerable.Range(0, 4).Sum(RenewedInTheLadder), 100, 4 * 30 * 41);

    private static int RenewedInTheLadder(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var books = Enumerable.Range(0, 30).Select(_ => venue.Book(venue.Risk)).ToArray();
        var arranged = books.Select(book => WatchedBook.Of(book, market)).ToArray();
        var watched = Statuses(books, market);
        var (ladder, renewed) = (new Ladder(), 0);
        ladder.Pass(null, market);
        for (var i = 0; i < books.Length; i++)
        {
            Assert.Equal(i, ladder.NumberOf(new AccountId($"account-{i:000}")));
            Look(i);
        }

        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = venue.Move(market, mayChangeRisk: false);
            foreach (var number in ladder.PassNumbers(previous, market).ToArray())
                Look(number);
            Assert.Equal((seed, frame, string.Join(' ', Statuses(books, market))), (seed, frame, string.Join(' ', watched)));
        }

        return renewed;

        void Look(int i)
        {
            if (ladder.Renew(i, arranged[i], watched[i]))
            {
                renewed++;
                return;
            }

            var figures = MarginCalculator.Evaluate(books[i], market);
            (arranged[i], watched[i]) = (WatchedBook.Of(books[i], market), figures.Status);
            Assert.True(ladder.Set(i, BandMaker.Make(arranged[i], market, figures), Severity.Of(figures).Value), $"seed {seed}, account {i}");
        }
    }

    [Property(MaxTest = 60)]
    public void A_renewal_in_the_ladder_is_the_band_that_setting_it_would_be(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var (renewing, setting) = (new Ladder(), new Ladder());
        renewing.Pass(null, market);
        setting.Pass(null, market);
        for (var i = 0; i < 30; i++)
        {
            var (account, book) = (new AccountId($"account-{i:000}"), venue.Book(venue.Risk));
            var (arranged, status) = (WatchedBook.Of(book, market), MarginCalculator.Evaluate(book, market).Status);
            var band = BandMaker.Renew(arranged, market, status);
            Assert.Equal(band is not null, renewing.Renew(renewing.NumberOf(account), arranged, status));
            if (band is { } renewed)
                Assert.True(setting.Set(account, renewed.Band, renewed.Severity));
            else
                setting.SetOutside(account);
        }

        for (var frame = 0; frame < 20; frame++)
        {
            var previous = market;
            market = venue.Move(market, mayChangeRisk: false);
            Assert.Equal(
                $"seed {seed}, frame {frame}: {string.Join(' ', setting.Pass(previous, market))}",
                $"seed {seed}, frame {frame}: {string.Join(' ', renewing.Pass(previous, market))}");
        }
    }

    [Property(MaxTest = 60)]
    public void A_price_that_runs_far_meets_every_end_on_its_way(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var variable = MarketVariable.Mark(new InstrumentId("BTC-USDT"));
        var (ladder, naive) = (new Ladder(), new NaiveWatch());
        naive.Pass(market);
        ladder.Pass(null, market);
        var factor = venue.Pick(0.9m, 0.97m, 1.04m, 1.15m);
        for (var frame = 0; frame < 60; frame++)
        {
            var price = variable.In(market).Value;
            for (var i = 0; i < 8; i++)
            {
                var account = new AccountId($"account-{venue.Random.Next(200):000}");
                var band = Band.Of(market, [variable], [new(new(price * venue.Between(0.3m, 1m)), new(price * venue.Between(1m, 3m)))]);
                Assert.Equal(naive.Set(account, band, 1m, market), ladder.Set(account, band, 1m));
            }

            var previous = market;
            var moved = new Price(price * factor * venue.Between(0.95m, 1.05m));
            market = new MarketView(
                market.Frame.Next, market.Time, market.Risk, market.IndexPrices, market.Marks.SetItem(new InstrumentId("BTC-USDT"), moved));
            Assert.Equal(
                $"seed {seed}, frame {frame}: {string.Join(' ', naive.Pass(market))}",
                $"seed {seed}, frame {frame}: {string.Join(' ', ladder.Pass(previous, market))}");
        }
    }

    [Property(MaxTest = 100)]
    public void A_band_is_found_for_accounts_of_every_size(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        for (var i = 0; i < 40; i++)
        {
            var size = venue.Pick(0.000000000001m, 0.000001m, 1m, 1_000_000m);
            var book = Scaled(venue.Book(venue.Risk), size, venue.Pick(0m, 1m, 1.1m));
            var arranged = WatchedBook.Of(book, market);
            var figures = MarginCalculator.Evaluate(book, market);
            Assert.True(BandMaker.Make(arranged, market, figures).Contains(market), $"seed {seed}, account {i}");
            foreach (var status in Enum.GetValues<MarginStatus>())
            {
                if (BandMaker.Renew(arranged, market, status) is not null)
                    Assert.Equal((seed, i, figures.Status), (seed, i, status));
            }
        }
    }

    private static MarginBook Scaled(MarginBook book, decimal size, decimal balances) => book with
    {
        Balances = [.. book.Balances.Select(holding => holding with { Balance = new Amount(holding.Balance.Value * size * balances) })],
        Positions =
        [
            .. book.Positions.Select(position => position with
            {
                Quantity = new Quantity(position.Quantity.Contracts * size),
                EntryValue = new Amount(position.EntryValue.Value * size),
            }),
        ],
    };

    private static MarginStatus[] Statuses(MarginBook[] books, MarketView market) =>
        [.. books.Select(book => MarginCalculator.Evaluate(book, market).Status)];
}
