using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Bands, while what lost assets count falls and comes back, and prices are good and bad.</summary>
public sealed class LostPriceWatchTests
{
    [Property(MaxTest = 60)]
    public void Watching_by_bands_finds_the_same_status_changes_as_visiting_everybody_while_lost_prices_fall(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var books = Enumerable.Range(0, 30).Select(_ => venue.Book(market.Risk)).ToArray();
        var watched = Statuses(books, market);
        var ladder = new Ladder();
        ladder.Pass(null, market);
        for (var i = 0; i < books.Length; i++)
            Look(i);
        for (var frame = 0; frame < 60; frame++)
        {
            var previous = market;
            market = venue.Move(market.With(market.Quality, venue.Risk), mayChangeRisk: false).With(Fall(market.Quality), venue.Risk);
            books = [.. books.Select(book => RandomVenue.Under(market.Risk, book))];
            foreach (var account in ladder.Pass(previous, market))
                Look(int.Parse(account.Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal((seed, frame, string.Join(' ', Statuses(books, market))), (seed, frame, string.Join(' ', watched)));
        }

        PriceQuality Fall(PriceQuality before)
        {
            if (venue.Random.Next(5) > 0)
                return before;
            var asset = new AssetId(venue.Random.Next(2) == 0 ? "BTC" : "USDC");
            return before with
            {
                Remaining = venue.Random.Next(4) == 0
                    ? before.Remaining.Remove(asset)
                    : before.Remaining.SetItem(asset, new Rate(venue.Random.Next(101) / 100m)),
                RemainingSince = market.Frame.Next,
            };
        }

        void Look(int i)
        {
            var figures = MarginCalculator.Evaluate(books[i], market);
            watched[i] = figures.Status;
            var name = new AccountId(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(ladder.Set(name, BandMaker.Make(books[i], market, figures), Severity.Of(figures).Value), $"seed {seed}, account {i}");
        }
    }

    [Fact]
    public void A_lost_asset_that_falls_further_leaves_no_band_as_it_was()
    {
        var (first, second) = (Frame(2, 0.5m), Frame(3, 0.49m));
        var book = AccountState.Initial(Venue.Alice).Post(Venue.Btc, new Amount(1m)).Post(Venue.Usdt, new Amount(-100m)).ToMarginBook(first);
        var band = BandMaker.Make(book, first, MarginCalculator.Evaluate(book, first));
        Assert.True(band.Contains(first));
        Assert.False(band.Contains(second));
        Assert.False(WatchedBook.Of(book, first).Fits(second));
    }

    private static MarketView Frame(long frame, decimal remaining) => Venue.Frame(frame).With(new PriceQuality
    {
        Remaining = ImmutableSortedDictionary<AssetId, Rate>.Empty.Add(Venue.Btc, new Rate(remaining)),
        RemainingSince = new FrameNumber(frame),
    });

    private static MarginStatus[] Statuses(MarginBook[] books, MarketView market) =>
        [.. books.Select(book => MarginCalculator.Evaluate(book, market).Status)];
}
