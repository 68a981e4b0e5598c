using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class BandTests
{
    [Property(MaxTest = 300)]
    public void Every_band_contains_the_prices_that_it_was_made_at(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        for (var i = 0; i < 10; i++)
        {
            var book = RandomVenue.InMode(i, venue.Book(venue.Risk));
            var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
            Assert.True(band.Contains(market), $"seed {seed}, account {i}");
        }
    }

    [Property(MaxTest = 300)]
    public void No_status_changes_inside_a_band(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(venue.Risk);
        for (var i = 0; i < 10; i++)
        {
            var book = RandomVenue.InMode(i, venue.Book(venue.Risk));
            var figures = MarginCalculator.Evaluate(book, market);
            var band = BandMaker.Make(book, market, figures);
            for (var sample = 0; sample < 20; sample++)
            {
                var other = BoxSamples.Within(venue, band, market);
                if (!band.IsHot)
                    Assert.True(band.Contains(other), $"seed {seed}, account {i}");
                if (band.Contains(other))
                    Assert.Equal((seed, i, figures.Status), (seed, i, MarginCalculator.Evaluate(book, other).Status));
            }
        }
    }
}
