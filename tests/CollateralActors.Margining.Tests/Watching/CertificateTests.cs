using System.Globalization;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class CertificateTests
{
    [Fact]
    public void A_proof_is_never_wrong_on_four_thousand_random_boxes()
    {
        var (proven, statuses) = (0, new HashSet<MarginStatus>());
        for (var seed = 0; seed < 400; seed++)
        {
            var venue = new RandomVenue(seed);
            var market = venue.Market(venue.Risk);
            for (var box = 0; box < 10; box++)
            {
                var book = venue.Book(venue.Risk);
                var arranged = WatchedBook.Of(book, market);
                var status = MarginCalculator.Evaluate(book, market).Status;
                var intervals = RandomBox(venue, arranged, market);
                if (!BandCertificates.Prove(arranged, status, intervals))
                    continue;
                proven++;
                statuses.Add(status);
                for (var sample = 0; sample < 24; sample++)
                {
                    var other = BoxSamples.Within(venue, arranged.Variables, intervals, market);
                    Assert.Equal((seed, box, status), (seed, box, MarginCalculator.Evaluate(book, other).Status));
                }
            }
        }

        Assert.InRange(proven, 1_000, 3_900);
        Assert.Equal(4, statuses.Count);
    }

    [Fact]
    public void Two_losses_that_are_safe_one_by_one_and_not_together_are_not_proven_safe()
    {
        var (book, market) = MissedCall(1_500m);
        Assert.Equal(MarginStatus.Healthy, MarginCalculator.Evaluate(book, market).Status);
        Assert.Equal(MarginStatus.Healthy, MarginCalculator.Evaluate(book, MovedTo(market, 600m, 1_000m)).Status);
        Assert.Equal(MarginStatus.Healthy, MarginCalculator.Evaluate(book, MovedTo(market, 1_000m, 600m)).Status);
        Assert.Equal(MarginStatus.Liquidation, MarginCalculator.Evaluate(book, MovedTo(market, 600m, 600m)).Status);

        var arranged = WatchedBook.Of(book, market);
        Assert.Equal(["mark A", "mark B", "index USDT"], arranged.Variables.ToArray().Select(variable => variable.ToString()));
        Assert.True(BandCertificates.Prove(arranged, MarginStatus.Healthy, Box(600m, 1_000m)));
        Assert.True(BandCertificates.Prove(arranged, MarginStatus.Healthy, Box(1_000m, 600m)));
        Assert.False(BandCertificates.Prove(arranged, MarginStatus.Healthy, Box(600m, 600m)));

        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        Assert.False(band.Contains(MovedTo(market, 600m, 600m)));
        Assert.True(band.Contains(MovedTo(market, 800m, 800m)));
    }

    [Theory]
    [InlineData("950", true)]
    [InlineData("950.01", false)]
    [InlineData("949.99", false)]
    public void Only_an_account_on_its_very_line_is_hot(string equity, bool isHot)
    {
        var (book, market) = MissedCall(decimal.Parse(equity, CultureInfo.InvariantCulture));
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        Assert.Equal(isHot, band.IsHot);
        Assert.True(band.Contains(market));
    }

    [Fact]
    public void An_account_without_positions_and_debts_is_safe_everywhere()
    {
        var (book, market) = MissedCall(1_500m);
        var resting = book with { Positions = [] };
        Assert.True(BandMaker.Make(resting, market, MarginCalculator.Evaluate(resting, market)).IsEverything);
    }

    [Fact]
    public void A_mark_of_its_own_ends_a_band_that_rests_on_a_derived_one()
    {
        var venue = new RandomVenue(1);
        var market = venue.Market(venue.Risk);
        var instrument = venue.Risk[new InstrumentId("BTC-DERIVED")];
        var book = new MarginBook(
            [new Holding(venue.Risk[new AssetId("USD")], new Amount(1_000_000m))],
            [new BookPosition(instrument, new Quantity(1m), instrument.SignedValue(new Quantity(1m), new Price(50_000m)), 0m, null)],
            []);
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        var mark = market.Mark(instrument)!.Value;
        var next = new MarketView(market.Frame.Next, market.Time, market.Risk, market.IndexPrices, market.Marks.Add(instrument.Id, mark)) { FundingIndices = market.FundingIndices, InterestIndices = market.InterestIndices };
        Assert.True(band.Contains(market));
        Assert.False(band.Contains(next));
    }

    [Fact]
    public void A_band_does_not_outlive_its_risk_book()
    {
        var (book, market) = MissedCall(1_500m);
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        var risk = new RiskBook(
            new RiskBookVersion(2), market.Risk.Valuation, market.Risk.MarginCallRatio, Rate.One, market.Risk.Assets, market.Risk.Instruments);
        Assert.False(band.Contains(new MarketView(market.Frame, market.Time, risk, market.IndexPrices, market.Marks) { FundingIndices = market.FundingIndices, InterestIndices = market.InterestIndices }));
    }

    private static PriceInterval[] Box(decimal lowA, decimal lowB) =>
    [
        new(new Price(lowA), new Price(1_000m)), new(new Price(lowB), new Price(1_000m)), new(Price.One, Price.One),
    ];

    private static MarketView MovedTo(MarketView market, decimal a, decimal b) => new(
        market.Frame.Next, market.Time, market.Risk, market.IndexPrices,
        market.Marks.SetItem(new InstrumentId("A"), new Price(a)).SetItem(new InstrumentId("B"), new Price(b)));

    /// <summary>The example: the coin counts up to 1,000 and nothing beyond, and maintenance is 950 whatever the marks.</summary>
    private static (MarginBook Book, MarketView Market) MissedCall(decimal balance)
    {
        var usdt = Sample.Asset(Sample.Usdt, 0m, (1_000m, 0m));
        var margin = Sample.Schedule(TierMeasure.Value, MarginBasis.Entry, 0m, 0m, (MarginSchedule.Endless, 1m, 0.475m));
        var (a, b) = (Sample.Linear("A", margin, settle: Sample.Usdt), Sample.Linear("B", margin, settle: Sample.Usdt));
        var risk = new RiskBook(new RiskBookVersion(1), Sample.Usd, Rate.One, Rate.One, [Sample.Valuation, usdt], [a, b]);
        var market = Sample.MarketAt(risk, [(Sample.Usdt, 1m)], [("A", 1_000m), ("B", 1_000m)]);
        return (Sample.Book([Sample.Hold(usdt, balance)], [Sample.Position(a, 1m, 1_000m), Sample.Position(b, 1m, 1_000m)]), market);
    }

    private static PriceInterval[] RandomBox(RandomVenue venue, WatchedBook book, MarketView market)
    {
        var box = new PriceInterval[book.Variables.Length];
        var size = venue.Pick(0.001m, 0.01m, 0.1m, 0.4m);
        for (var i = 0; i < box.Length; i++)
        {
            var price = book.Variables[i].In(market);
            if (book.Variables[i].IsFunding)
            {
                // It may be 0 or negative: a share of it would be no width, or a box inside out.
                var unit = (decimal)book.Roles[i].Unit;
                box[i] = new(
                    new(price.Value - (unit * venue.Between(0m, size))), new(price.Value + (unit * venue.Between(0m, size))))
                {
                    IsOfFunding = true,
                };
                continue;
            }

            box[i] = price == default
                ? PriceInterval.Absent
                : new(new(price.Value * (1m - venue.Between(0m, size))), new(price.Value * (1m + venue.Between(0m, size))));
        }

        return box;
    }
}
