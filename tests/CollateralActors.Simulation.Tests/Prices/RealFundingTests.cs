using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;
using FundingPayment = CollateralActors.Simulation.Prices.FundingPayment;

namespace CollateralActors.Simulation.Tests.Prices;

/// <summary>The rates that a venue charged on its coin-margined BTCUSD perpetual, charged again by our own arithmetic.</summary>
public sealed class RealFundingTests
{
    private const int CoinScale = 8;

    private static readonly FundingParameters Rules = FundingParameters.Default;
    private static readonly IReadOnlyList<FundingPayment> Rates = FundingFile.Read(Samples.Funding);

    [Fact]
    public void Every_rate_is_one_that_our_formula_gives_for_some_premium_and_falls_due_at_our_intervals()
    {
        Assert.Equal(12, Rates.Count);
        foreach (var (time, rate) in Rates)
        {
            // Beyond the damper the premium is the rate and the damper; within it, the rate is the interest.
            var premium = rate.Value == Rules.InterestRate.Value ? 0m : rate.Value + (Rules.Damper.Value * Math.Sign(rate.Value - Rules.InterestRate.Value));
            Assert.Equal(rate, Rules.RateOf(new Rate(premium)));
            Assert.Equal(0, time.UnixMilliseconds % (long)Rules.Interval.TotalMilliseconds);
        }
    }

    [Fact]
    public void Four_days_of_them_cost_a_long_what_the_venue_charged()
    {
        var terms = new FundingTerms(new InstrumentId("BTCUSD"), true, new Symbol("BTC"), null, 18, Rules);
        var state = FundingMeter.Advance(terms, null, default, Rates[0].Time + -Rules.Interval).State;
        var expected = 0m;
        foreach (var (time, rate) in Rates)
        {
            const decimal index = 27_000m;
            var premium = rate.Value == Rules.InterestRate.Value ? 0m : rate.Value + (Rules.Damper.Value * Math.Sign(rate.Value - Rules.InterestRate.Value));
            var mark = new Price(index * (1m + premium));

            // The file has nothing of two years in between: no prices, no payments.
            state = FundingMeter.Advance(terms, state, default, time + -Rules.Interval).State;
            state = FundingMeter.Advance(terms, state, new FundingPrices(new Price(index), mark, time), time).State;
            expected += rate.Value / mark.Value;
        }

        // A hundred contracts of 100 dollars: about 0.37 coins of value.
        var instrument = new InstrumentParameters(
            terms.Instrument, InstrumentKind.InversePerpetual, new("BTC"), new("USD"), new("BTC"), 100m, new Quantity(1m), new Price(0.1m),
            new MarginSchedule([], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero), Rate.Zero, Rate.Zero, Rate.Zero);
        var posting = FundingBooking.Settle(
            instrument,
            new AccountPosition(new Quantity(100m), default),
            Quantity.Zero,
            FundingBooking.ValueOf(instrument, new Quantity(-100m), state.Index, CoinScale),
            state.Index,
            CoinScale);
        Assert.InRange(state.Index.Value - expected, -0.00000000000000001m, 0.00000000000000001m);
        Assert.Equal(Decimals.Up(10_000m * expected, CoinScale), posting.Paid.Value);
        Assert.InRange(posting.Paid.Value, 0.001m, 0.003m);
    }
}
