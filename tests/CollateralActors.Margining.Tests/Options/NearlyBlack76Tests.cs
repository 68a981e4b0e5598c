using CollateralActors.Margining.Options;

namespace CollateralActors.Margining.Tests.Options;

/// <summary>Prices in doubles against the same in pairs of doubles, which are right to thirty digits.</summary>
public sealed class NearlyBlack76Tests
{
    private static readonly double[] Deviations =
        [0d, 1e-12, 1e-9, 1e-6, 0.0001, 0.003, 0.02, 0.07, 0.2, 0.5, 1d, 2.5, 6d, 12d, 19d, 30d, 60d, 300d];

    [Fact]
    public void A_price_in_doubles_is_a_hundred_times_closer_than_bounds_rely_on()
    {
        var random = new Random(76);
        var (worst, compared) = (0d, 0);
        foreach (var deviation in Deviations)
        {
            for (var i = 0; i < 400; i++)
            {
                var strike = Math.Exp((random.NextDouble() * 60d) - 30d);
                var distance = (random.NextDouble() - 0.5) * 20d * Math.Max(1e-12, deviation) * random.Next(3);
                var forward = strike * Math.Exp(Math.Clamp(distance, -40d, 40d));
                var time = Black76.Of(forward, strike).TimeValue(deviation * (0.9 + (0.2 * i / 400)));
                foreach (var isCall in new[] { true, false })
                {
                    var nearly = NearlyBlack76.Price(isCall, forward, strike, deviation * (0.9 + (0.2 * i / 400)));
                    var exact = (Wide)Math.Max(0d, isCall ? forward - strike : strike - forward) + time;
                    worst = Math.Max(worst, Math.Abs((exact - nearly).High) / (forward + strike));
                    compared++;
                }
            }
        }

        Assert.Equal(14_400, compared);
        Assert.InRange(worst, 1e-17, NearlyBlack76.ErrorShare / 100d);
    }
}
