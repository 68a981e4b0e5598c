using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Bounds on what portfolio mode requires: exact at a point, and never wrong over a box.</summary>
public sealed class ScanBoundsTests
{
    [Fact]
    public void At_a_point_both_bounds_are_the_requirement()
    {
        foreach (var (book, market) in Accounts(300))
        {
            var arranged = WatchedBook.Of(book, market);
            var required = (double)MarginCalculator.Evaluate(book, market).Maintenance.Value;
            var point = new PriceRange[arranged.Variables.Length];
            for (var i = 0; i < point.Length; i++)
            {
                var price = (double)arranged.Variables[i].In(market).Value;
                point[i] = new PriceRange(price, price);
            }

            foreach (var atMost in new[] { false, true })
            {
                var charge = arranged.Scans!.Charge(Threshold.OfMarginCall(new Rate(1.5m)), point, atMost);
                Assert.Equal(required, charge.Maintenance, required * 1e-12);
                Assert.Equal(-1.5 * required, charge.Slack, required * 1e-11);
            }
        }
    }

    [Fact]
    public void A_proof_in_portfolio_mode_is_never_wrong()
    {
        var (proven, wide, statuses) = (0, 0, new HashSet<MarginStatus>());
        foreach (var (book, market) in Accounts(1_500))
        {
            var venue = new RandomVenue(proven);
            var status = MarginCalculator.Evaluate(book, market).Status;
            var arranged = WatchedBook.Of(book, market);
            var size = venue.Pick(0.001m, 0.01m, 0.05m, 0.2m);
            var box = new PriceInterval[arranged.Variables.Length];
            for (var i = 0; i < box.Length; i++)
            {
                var price = arranged.Variables[i].In(market);
                box[i] = arranged.Variables[i].IsFunding ? new(price, price) { IsOfFunding = true }
                    : price == default ? PriceInterval.Absent
                    : new(new(price.Value * (1m - venue.Between(0m, size))), new(price.Value * (1m + venue.Between(0m, size))));
            }

            if (!BandCertificates.Prove(arranged, status, box))
                continue;
            proven++;
            wide += size >= 0.05m ? 1 : 0;
            statuses.Add(status);
            for (var sample = 0; sample < 24; sample++)
            {
                var other = BoxSamples.Within(venue, arranged.Variables, box, market);
                Assert.Equal((proven, status), (proven, MarginCalculator.Evaluate(book, other).Status));
            }
        }

        Assert.InRange(proven, 600, 1_450);
        Assert.InRange(wide, 100, 1_000);
        Assert.Equal(4, statuses.Count);
    }

    [Fact]
    public void An_account_in_portfolio_mode_is_not_hot_and_has_a_side_to_either_end()
    {
        var market = Frame(risk: Scanned);
        var band = BandMaker.Make(Long(20_000m), market, MarginCalculator.Evaluate(Long(20_000m), market));
        Assert.False(band.IsHot);
        Assert.True(band.Contains(Frame(2, btc: 48_500m, risk: Scanned)));
        Assert.False(band.Contains(Frame(2, btc: 41_000m, risk: Scanned)));
        for (var i = 0; i < band.Intervals.Length; i++)
            Assert.True(band.Intervals[i].IsAbsent || (band.Intervals[i].HasLow && band.Intervals[i].HasHigh));
    }

    // An inverse contract that settles in dollars gains a ÷ (1 + a) of its value: no straight line.
    [Fact]
    public void What_the_bounds_do_not_cover_is_looked_at_in_every_frame()
    {
        var quanto = Inverse with { Settle = Usd };
        var book = Long(20_000m) with { Positions = [new BookPosition(quanto, Contracts(10m), Amount(0.02m), 0m, null)] };
        Assert.False(WatchedBook.Of(book, Frame(risk: Scanned)).IsProvable);
        Assert.True(WatchedBook.Of(book with { Mode = MarginMode.Cross }, Frame(risk: Scanned)).IsProvable);
    }

    private static MarginBook Long(decimal usdt) => new(
        [new Holding(Rules[Usdt], Amount(usdt))], [new BookPosition(Rules[BtcPerp], Contracts(1m), Amount(50_000m), 0m, null)], [])
    {
        Mode = MarginMode.Portfolio,
    };

    private static IEnumerable<(MarginBook Book, MarketView Market)> Accounts(int count)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var venue = new RandomVenue(seed);
            var risk = venue.MakeRisk(seed);
            var market = venue.Market(risk);
            var book = RandomVenue.InMode(1, venue.Book(risk));
            if (book.Positions.Count > 0)
                yield return (book, market);
        }
    }
}
