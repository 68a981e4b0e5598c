using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funding;

/// <summary>Premiums over time become payments: intervals of an hour, 60 minutes to keep sums simple.</summary>
public sealed class FundingMeterTests
{
    private const long Minute = 60_000;
    private const long Begin = 1_000 * 60 * Minute;

    private static readonly FundingParameters Rules =
        new(TimeSpan.FromHours(1), new Rate(0.0001m), new Rate(0.0005m), new Rate(0.0075m));

    [Theory]
    [InlineData("0", "0.0001")] // no premium: the interest alone
    [InlineData("0.0004", "0.0001")] // interest − premium is within the damper: the interest
    [InlineData("-0.0004", "0.0001")]
    [InlineData("0.0006", "0.0001")] // just within
    [InlineData("0.001", "0.0005")] // beyond it: the premium less the damper
    [InlineData("-0.001", "-0.0005")]
    [InlineData("0.008", "0.0075")] // the cap, exactly
    [InlineData("0.02", "0.0075")]
    [InlineData("-0.02", "-0.0075")]
    public void A_rate_is_the_damped_premium_within_the_cap(string premium, string rate) =>
        Assert.Equal(Number(rate), Rules.RateOf(new Rate(Number(premium))).Value);

    [Fact]
    public void The_premium_is_averaged_over_time_and_a_long_pays_it_on_the_index_price()
    {
        // Three quarters of the hour at 0.4 %, one at 0: 0.3 %, less the damper 0.25 %; of 50,000 that is 125.
        var at = Advance(Linear, null, Prices(50_000m, 50_200m), 0).State;
        at = Advance(Linear, at, Prices(50_000m, 50_200m), 45).State;
        var (_, state, payments) = Advance(Linear, at, Prices(50_000m, 50_000m), 60);

        Assert.Equal(
            new FundingPayment(At(60), new Rate(0.003m), new Rate(0.0025m), TimeSpan.FromHours(1), new Price(50_000m), new Amount(125m)),
            Assert.Single(payments));
        Assert.Equal(new FundingState(new Amount(125m), At(60), At(120), At(60), TimeSpan.Zero, 0m), state);
    }

    [Fact]
    public void An_inverse_contract_pays_coins_by_the_mark()
    {
        // 0.1 % less the damper is 0.05 % of one quote unit, which is 1 ÷ 40,000 coins.
        var at = Advance(Inverse, null, Prices(39_960.039960m, 40_000m), 0).State;
        var payment = Assert.Single(Advance(Inverse, at, Prices(39_960.039960m, 40_000m), 60).Payments);
        Assert.Equal((0.001m, 40_000m), (Math.Round(payment.Premium.Value, 9), payment.Price.Value));
        Assert.Equal(0.0000000125m, Math.Round(payment.Payment.Value, 15));
    }

    [Fact]
    public void Time_in_which_a_price_is_not_live_counts_neither_in_the_mean_nor_in_the_length()
    {
        var at = Advance(Linear, null, Prices(50_000m, 50_200m), 0).State;
        at = Advance(Linear, at, Prices(50_000m, 50_200m), 15).State;
        at = Advance(Linear, at, new FundingPrices(new Price(50_000m), new Price(60_000m), null), 30).State; // halted
        at = Advance(Linear, at, Prices(50_000m, 50_200m, liveUntil: 45), 60).State; // goes stale after a quarter of an hour
        Assert.Equal(new Amount(87.5m), at.Index); // half an hour at 0.4 % − 0.05 %

        var shrunk = Assert.Single(Advance(Linear, Started(), Prices(50_000m, 50_200m, liveUntil: 30), 60).Payments);
        Assert.Equal((0.004m, 0.0035m, TimeSpan.FromMinutes(30), 87.5m), (shrunk.Premium.Value, shrunk.Rate.Value, shrunk.Active, shrunk.Payment.Value));
    }

    [Fact]
    public void An_interval_without_live_prices_pays_nothing_however_many_there_are()
    {
        var (_, state, payments) = Advance(Linear, Started(), new FundingPrices(null, null, null), 60 * 24 * 365);
        Assert.Empty(payments);
        Assert.Equal(new FundingState(default, At(60 * 24 * 365), At(60 * ((24 * 365) + 1)), At(60 * 24 * 365), TimeSpan.Zero, 0m), state);
    }

    [Fact]
    public void Intervals_end_at_multiples_of_their_length_whoever_looks_when()
    {
        var prices = Prices(50_000m, 50_200m);
        var once = Advance(Linear, Started(), prices, 150);
        var state = Started();
        for (var minute = 1; minute <= 150; minute += 7)
            state = Advance(Linear, state, prices, minute).State;
        state = Advance(Linear, state, prices, 150).State;

        Assert.Equal(once.State, state);
        Assert.Equal([At(60), At(120)], once.Payments.Select(payment => payment.End));
        Assert.Equal(new Amount(350m), once.State.Index);
    }

    [Fact]
    public void Who_begins_in_the_middle_of_an_interval_pays_for_the_rest_of_it()
    {
        var begun = Advance(Linear, null, Prices(50_000m, 50_200m), 40).State;
        Assert.Equal((At(0), At(60), At(40)), (begun.From, begun.To, begun.SeenUntil));
        var payment = Assert.Single(Advance(Linear, begun, Prices(50_000m, 50_200m), 60).Payments);
        Assert.Equal((TimeSpan.FromMinutes(20), 58.33333333333m), (payment.Active, payment.Payment.Value));
    }

    [Fact]
    public void An_index_has_the_digits_that_keep_its_product_with_any_size_exact()
    {
        var book = new RiskBook(
            new RiskBookVersion(1), new AssetId("USD"), Rate.One, Rate.One,
            [Specs.Venue.Asset(new("USD"), 2), Specs.Venue.Asset(new("USDT"), 6), Specs.Venue.Asset(new("BTC"), 8)],
            [
                Specs.Venue.Linear(new("A"), new("BTC"), 0.001m, 0.1m) with { Funding = Rules },
                Specs.Venue.Linear(new("B"), new("BTC"), 1m, 0.1m) with { Funding = Rules, ContractSize = 1_000m },
                Specs.Venue.Linear(new("C"), new("BTC"), 0.00000001m, 0.1m),
                Specs.Venue.Inverse with { Funding = Rules },
            ]);
        Assert.Equal(
            [("A", 11, "BTC", "USDT"), ("B", 17, "BTC", "USDT"), ("BTCUSD", 18, "BTC", "")],
            FundingTerms.Of(book).Select(t => (t.Instrument.Value, t.IndexScale, t.Base.ToString()!, t.Per.ToString() ?? "")));
    }

    private static FundingTerms Linear { get; } =
        new(new InstrumentId("P"), false, new Symbol("BTC"), new Symbol("USDT"), 11, Rules);

    private static FundingTerms Inverse { get; } = Linear with { IsInverse = true, IndexScale = 18 };

    private static FundingState Started() => Advance(Linear, null, default, 0).State;

    private static FundingUpdate Advance(FundingTerms terms, FundingState? before, FundingPrices prices, long minute) =>
        FundingMeter.Advance(terms, before, prices, At(minute));

    private static FundingPrices Prices(decimal index, decimal mark, long liveUntil = 1_000_000) =>
        new(new Price(index), new Price(mark), At(liveUntil));

    private static Instant At(long minute) => new(Begin + (minute * Minute));
}
