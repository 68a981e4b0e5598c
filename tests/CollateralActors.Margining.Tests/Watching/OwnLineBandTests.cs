using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Accounts with a ratio of their own among the healthy, who are watched by bands that are renewed.</summary>
public sealed class OwnLineBandTests
{
    private static readonly decimal[] Ratios = [1.3m, 1.5m, 2m, 4m, 20m];

    [Property(MaxTest = 80)]
    public void Watching_by_bands_finds_the_same_side_of_every_line_as_visiting_everybody(int seed) => Watch(seed);

    [Fact]
    public void Own_lines_are_crossed_and_bands_spare_looks()
    {
        var days = Enumerable.Range(0, 20).Select(Watch).ToList();
        Assert.True(days.Sum(day => day.Crossed) > 100, $"{days.Sum(day => day.Crossed)} lines were crossed");
        Assert.True(days.Sum(day => day.Looks) < days.Sum(day => day.Visits) / 2, "bands spare too little");
    }

    // 61,000 + p − 50,000 − 50 × 0.025 × p is 0 at 44,000: each dollar of gain asks for 1.25 more.
    [Fact]
    public void A_gain_can_lead_below_a_high_line()
    {
        var account = Tests.Accounts.Account.Holding(1m, 61_000m).State;
        var band = BandAt(40_000m);
        Assert.True(band.Contains(Frame(2, btc: 40_100m)));
        Assert.False(band.Contains(Frame(2, btc: 44_100m)));
        Assert.True(BandAt(48_000m).Contains(Frame(2, btc: 48_100m)));
        Assert.False(BandAt(48_000m).Contains(Frame(2, btc: 43_900m)));

        Band BandAt(decimal btc)
        {
            var market = Frame(btc: btc);
            var book = account.ToMarginBook(market);
            return BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market), ownLine: new Rate(50m));
        }
    }

    private static (int Crossed, int Looks, int Visits) Watch(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        var books = Enumerable.Range(0, 25).Select(i => RandomVenue.InMode(i, venue.Book(market.Risk))).ToArray();
        var watched = new (MarginStatus, bool, bool)[books.Length];
        var (ladder, looks, crossed) = (new Ladder(), 0, 0);
        for (var i = 0; i < books.Length; i++)
            Assert.Equal(i, ladder.NumberOf(new AccountId($"a{i}")));
        Answer(null);
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = venue.Move(market);
            books = [.. books.Select(book => RandomVenue.Under(market.Risk, book))];
            Answer(previous);
            Assert.Equal(
                (seed, frame, string.Join(' ', books.Select(SidesOf))), (seed, frame, string.Join(' ', watched)));
        }

        return (crossed, looks, 41 * books.Length);

        void Answer(MarketView? previous)
        {
            foreach (var number in ladder.PassRenewing(previous, market).ToArray())
            {
                var (sides, figures) = (SidesOf(books[number], number), MarginCalculator.Evaluate(books[number], market));
                looks++;
                crossed += previous is not null && watched[number].Item1 == sides.Item1 && watched[number].Item3 != sides.Item3 ? 1 : 0;
                watched[number] = sides;
                Assert.True(
                    ladder.Set(number, BandMaker.Make(books[number], market, figures, ownLine: RatioOf(number)), Severity.Of(figures).Value),
                    $"seed {seed}, account {number}");
            }
        }

        (MarginStatus, bool, bool) SidesOf(MarginBook book, int number)
        {
            var figures = MarginCalculator.Evaluate(book, market);
            var isBelow = figures.Status == MarginStatus.Healthy && figures.Equity < figures.Maintenance * RatioOf(number);
            return (figures.Status, figures.IsWarned(market.Risk), isBelow);
        }
    }

    private static Rate RatioOf(int number) => new(Ratios[number % Ratios.Length]);
}
