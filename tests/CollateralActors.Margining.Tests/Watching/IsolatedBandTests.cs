using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>The band of an account with isolated positions holds for all its parts.</summary>
public sealed class IsolatedBandTests
{
    [Property(MaxTest = 60)]
    public void Frames_that_wake_by_bands_find_the_same_statuses_as_visiting_every_part_of_everybody(int seed) =>
        WokenOf20(seed);

    [Fact]
    public void Few_are_woken() => Assert.InRange(Enumerable.Range(0, 6).Sum(WokenOf20), 1, 6 * 20 * 41 / 2);

    private static int WokenOf20(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var accounts = Enumerable.Range(0, 20).Select(number => AccountOf(venue, number)).ToArray();
        var watched = new string[accounts.Length];
        var ladder = new Ladder();
        for (var i = 0; i < accounts.Length; i++)
            Assert.Equal(i, ladder.NumberOf(accounts[i].Id));
        var woken = 0;
        foreach (var number in ladder.PassRenewing(null, market).ToArray())
            Answer(number);
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = venue.Move(market);
            foreach (var number in ladder.PassRenewing(previous, market).ToArray())
                Answer(number);
            Assert.Equal(
                (seed, frame, string.Join(' ', accounts.Select(account => StatusesOf(account, market)))),
                (seed, frame, string.Join(' ', watched)));
        }

        return woken;

        void Answer(int number)
        {
            woken++;
            var seen = Assessment.All(accounts[number], market);
            watched[number] = StatusesOf(accounts[number], market);
            var band = seen.Select(part => part.BandAt(market)).Aggregate((all, part) => all.And(part));
            Assert.True(ladder.Set(number, band, seen.Max(part => part.Severity).Value));
        }
    }

    [Property(MaxTest = 60)]
    public void No_market_inside_an_isolated_positions_band_changes_its_status(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        foreach (var position in venue.Book(venue.Risk).Positions)
        {
            var isolated = position with { IsolatedMargin = new Amount(venue.Between(0m, 0.2m) * Math.Abs(position.EntryValue.Value)) };
            var figures = MarginCalculator.EvaluateIsolated(isolated, market, market.Risk);
            var band = BandMaker.Make(WatchedBook.OfIsolated(isolated, market), market, figures);
            Assert.True(band.Contains(market));
            var next = market;
            for (var frame = 0; frame < 40; frame++)
            {
                next = venue.Move(next, mayChangeRisk: false);
                if (band.Contains(next))
                    Assert.Equal((seed, figures.Status), (seed, MarginCalculator.EvaluateIsolated(isolated, next, next.Risk).Status));
            }
        }
    }

    [Fact]
    public void The_settle_assets_price_does_not_matter_to_an_isolated_position()
    {
        var venue = new RandomVenue(1);
        var position = new BookPosition(
            venue.Risk[new InstrumentId("BTC-USDT")], new Quantity(1m), new Amount(50_000m), 0m, new Amount(40_000m));
        var market = venue.Market(venue.Risk);
        var variables = WatchedBook.OfIsolated(position, market).Variables.ToArray();
        Assert.Equal(
            [MarketVariable.Mark(new InstrumentId("BTC-USDT")), MarketVariable.Funding(new InstrumentId("BTC-USDT"))], variables);
    }

    [Fact]
    public void Two_bands_hold_together_where_each_of_them_holds()
    {
        var (market, eth) = (Specs.Venue.Frame(), MarketVariable.Index(Specs.Venue.Eth));
        var btc = MarketVariable.Index(Specs.Venue.Btc);
        var one = Band.Of(market, [eth, btc], [Between(2_000m, 3_000m), Between(40_000m, 60_000m)]);
        var two = Band.Of(market, [btc], [Between(45_000m, 70_000m)]);
        Assert.Equal([(btc, Between(45_000m, 60_000m)), (eth, Between(2_000m, 3_000m))], Bounds(one.And(two)));
        Assert.Equal(Bounds(one.And(two)), Bounds(two.And(one)));
        Assert.Same(one, one.And(Band.Everything));
        Assert.Same(one, Band.Everything.And(one));
        Assert.True(one.And(Band.HotAt(market)).IsHot);
        Assert.True(Band.HotAt(market).And(two).IsHot);

        static PriceInterval Between(decimal low, decimal high) => new(new Price(low), new Price(high));

        static (MarketVariable, PriceInterval)[] Bounds(Band band) => [.. band.Variables.ToArray().Zip(band.Intervals.ToArray())];
    }

    [Fact]
    public void A_hot_band_of_two_parts_is_not_renewed_for_one_of_them()
    {
        var market = Specs.Venue.Frame();
        var book = WatchedBook.Of(new MarginBook([], [], []), market);
        var hot = Band.HotAt(market, book, MarginStatus.Healthy).And(Band.Of(
            market, [MarketVariable.Index(Specs.Venue.Eth)], [new PriceInterval(new Price(1m), new Price(2m))]));
        Assert.Null(hot.Book);
    }

    private static AccountState AccountOf(RandomVenue venue, int number)
    {
        var book = venue.Book(venue.Risk);
        var account = AccountState.Initial(new AccountId($"account-{number:000}"));
        foreach (var holding in book.Balances)
            account = account.Post(holding.Asset.Id, holding.Balance);
        foreach (var position in book.Positions)
        {
            var id = position.Instrument.Id;
            account = account with
            {
                Positions = account.Positions.Add(
                    id, new AccountPosition(position.Quantity, position.EntryValue) { FundingValue = position.FundingValue }),
            };
            if (venue.Random.Next(2) == 0)
            {
                var margin = new Amount(venue.Between(-0.01m, 0.2m) * Math.Abs(position.EntryValue.Value));
                account = account with { Isolated = account.Isolated.Add(id, IsolatedInstrument.Empty with { Margin = margin }) };
            }
        }

        return account;
    }

    private static string StatusesOf(AccountState account, MarketView market) => string.Join(
        ',', account.Scopes.Select(scope => ScopeFigures.Of(account, account.ToMarginBook(market), scope, market).Status));
}
