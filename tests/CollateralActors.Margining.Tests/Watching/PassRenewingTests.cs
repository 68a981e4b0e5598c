using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>What a watchlist lets its ladder do: renew whom it can prove, and name the others.</summary>
public sealed class PassRenewingTests
{
    [Property(MaxTest = 60)]
    public void Asking_only_those_that_are_not_proven_finds_the_same_statuses_as_visiting_everybody(int seed) =>
        AskedAndWoken(seed);

    [Fact]
    public void Most_of_those_that_are_woken_are_proven_and_not_asked()
    {
        var days = Enumerable.Range(0, 6).Select(AskedAndWoken).ToList();
        Assert.InRange(days.Sum(day => day.Asked), 1, days.Sum(day => day.Woken) / 2);
    }

    private static (int Asked, int Woken) AskedAndWoken(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var books = Enumerable.Range(0, 30).Select(i => RandomVenue.InMode(i, venue.Book(venue.Risk))).ToArray();
        var watched = new (MarginStatus Status, bool IsWarned)[books.Length];
        var (ladder, asked) = (new Ladder(), 0);
        for (var i = 0; i < books.Length; i++)
            Assert.Equal(i, ladder.NumberOf(new AccountId($"account-{i:000}")));
        foreach (var number in ladder.PassRenewing(null, market).ToArray())
            Answer(number);
        asked = 0;
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = venue.Move(market, mayChangeRisk: false);
            foreach (var number in ladder.PassRenewing(previous, market).ToArray())
                Answer(number);
            Assert.Equal(
                (seed, frame, string.Join(' ', books.Select(book => MarginCalculator.Evaluate(book, market))
                    .Select(figures => (figures.Status, figures.IsWarned(market.Risk))))),
                (seed, frame, string.Join(' ', watched)));
        }

        return (asked, (int)ladder.Statistics.Woken);

        void Answer(int number)
        {
            asked++;
            var figures = MarginCalculator.Evaluate(books[number], market);
            watched[number] = (figures.Status, figures.IsWarned(market.Risk));
            Assert.True(ladder.Set(number, BandMaker.Make(books[number], market, figures), Severity.Of(figures).Value));
        }
    }

    [Fact]
    public void An_account_that_may_be_changing_is_asked_and_never_renewed()
    {
        var (ladder, market, account) = Watching();
        ladder.SetOutside(account);
        Assert.Equal(1, ladder.PassRenewing(market, market).Length);
    }

    [Fact]
    public void An_account_that_was_asked_and_has_not_answered_is_asked_again()
    {
        var (ladder, market, account) = Watching();
        ladder.SetOutside(account);
        ladder.PassRenewing(market, market);
        Assert.Equal(1, ladder.PassRenewing(market, market).Length);
    }

    [Fact]
    public void A_band_that_came_from_another_node_is_used_and_not_renewed()
    {
        var (ladder, market, account) = Watching();
        Assert.True(ladder.Set(account, Band.HotAt(market), 0m));
        Assert.Equal(1, ladder.PassRenewing(market, Frame(2)).Length);
    }

    [Fact]
    public void A_band_that_a_frame_left_is_renewed_where_the_status_is_proven()
    {
        var (ladder, market, account) = Watching();
        var moved = Frame(2, btc: 22_000m);
        Assert.Equal(0, ladder.PassRenewing(market, moved).Length);
        Assert.Equal(1, ladder.Statistics.Woken);
        Assert.True(ladder.Contains(account));
    }

    // Long the same value of BTC and ETH: each may lose about half of the slack, and nearly all where the other stays.
    private static (Ladder Ladder, MarketView Market, AccountId Account) Watching()
    {
        var market = Frame();
        var book = new MarginBook(
            [new Holding(Rules[Usdt], new Amount(40_000m))],
            [
                new BookPosition(Rules[BtcPerp], new Quantity(1m), new Amount(50_000m), 0m, null),
                new BookPosition(Rules[EthPerp], new Quantity(20m), new Amount(50_000m), 0m, null),
            ],
            []);
        var figures = MarginCalculator.Evaluate(book, market);
        var ladder = new Ladder();
        ladder.Pass(null, market);
        Assert.Equal(MarginStatus.Healthy, figures.Status);
        Assert.True(ladder.Set(Alice, BandMaker.Make(book, market, figures), Severity.Of(figures).Value));
        return (ladder, market, Alice);
    }
}
