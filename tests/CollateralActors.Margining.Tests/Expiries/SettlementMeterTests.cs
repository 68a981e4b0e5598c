using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>The price that a contract is settled at: the mean of its index over the window before its end, rounded once.</summary>
public sealed class SettlementMeterTests
{
    private static readonly SettlementTerms Linear = Of(DatedVenue.Future);
    private static readonly SettlementTerms Inverse = Of(DatedVenue.InverseFuture);

    [Fact]
    public void Each_price_counts_as_long_as_it_held_within_the_window()
    {
        // The window is 4 to 8 seconds: 50,000 up to 5, 51,000 up to 7, 48,000 from then on.
        var state = Step(null, 5_000, 50_000m);
        state = Step(state, 7_000, 51_000m);
        Assert.Equal(new SettlementState(new Instant(7_000), TimeSpan.FromSeconds(3), 152_000_000m), state);
        Assert.Equal(new SettlementPrice(new Price(50_000m), new Amount(50_000m)), Step(state, 9_500, 48_000m)!.Price);
    }

    [Fact]
    public void Nothing_is_measured_before_the_window()
    {
        Assert.Null(Step(null, 3_000, 50_000m));
        Assert.Null(Step(null, 4_000, 50_000m));
    }

    [Fact]
    public void Time_in_which_a_price_was_not_live_does_not_count()
    {
        var state = Step(null, 6_000, 50_000m, live: 5_000);
        Assert.Equal(TimeSpan.FromSeconds(1), state!.Active);
        Assert.Equal(51_000m, Step(state, 8_000, 51_500m)!.Price!.Value.Index.Value);
        Assert.Equal(50_000m, Step(state, 8_000, 51_500m, live: null)!.Price!.Value.Index.Value);
    }

    [Fact]
    public void Where_none_was_the_last_accepted_price_counts_and_without_any_nobody_is_settled()
    {
        Assert.Equal(50_123m, Step(null, 8_000, 50_123m, live: null)!.Price!.Value.Index.Value);
        Assert.Null(SettlementMeter.Advance(Linear, null, new IndexReading(null, null), new Instant(9_000)));
    }

    [Fact]
    public void Without_a_window_the_last_price_before_the_end_counts()
    {
        var terms = Linear with { Rules = Linear.Rules with { Window = TimeSpan.Zero } };
        Assert.Null(SettlementMeter.Advance(terms, null, Reading(50_000m), new Instant(7_999)));
        Assert.Equal(
            50_000m, SettlementMeter.Advance(terms, null, Reading(50_000m), new Instant(8_000))!.Price!.Value.Index.Value);
    }

    [Fact]
    public void A_price_is_rounded_once_so_finely_that_a_lots_value_is_exact()
    {
        // Lots of 0.001 coins, entry values of 6 + 8 decimals: 11 are left.
        Assert.Equal((11, 33_333.33333333333m), (Linear.Scale, Linear.PriceAt(100_000m / 3m).UnitValue.Value));

        // Coins of 8 + 8 decimals by contracts of 100 dollars: 18 decimals a dollar.
        var price = Inverse.PriceAt(30_000m);
        Assert.Equal((18, 30_000m, 0.000033333333333333m), (Inverse.Scale, price.Index.Value, price.UnitValue.Value));
    }

    [Fact]
    public void A_mean_too_small_for_its_scale_is_worth_the_smallest_step() =>
        Assert.Equal(0.00000000001m, Linear.PriceAt(0.000000000001m).Index.Value);

    [Theory]
    [InlineData(0, 50_000.5, 0.5)]
    [InlineData(0, 50_000, 0)]
    [InlineData(0, 49_000, 0)]
    [InlineData(100, 50_100, 100)]
    [InlineData(100, 50_099, 0)]
    public void An_option_pays_what_exercising_it_brings_from_the_threshold_on(decimal threshold, decimal mean, decimal paid)
    {
        var call = Of(DatedVenue.Call with { Expiry = DatedVenue.At(10_000, threshold: threshold) });
        Assert.Equal((mean, paid), (call.PriceAt(mean).Index.Value, call.PriceAt(mean).UnitValue.Value));
        var put = call with { Strike = call.Strike! with { Right = OptionRight.Put } };
        Assert.Equal(paid, put.PriceAt(100_000m - mean).UnitValue.Value);
    }

    [Fact]
    public void The_sum_is_exact_for_prices_of_many_digits_over_a_day()
    {
        var terms = Linear with { Rules = new ExpiryTerms(new Instant(86_400_000), TimeSpan.FromHours(24), Rate.Zero, default) };
        SettlementState? state = null;
        for (var i = 1; i <= 3; i++)
            state = SettlementMeter.Advance(terms, state, Reading(12_345_678.123456789012m), new Instant(i * 28_800_000L));
        Assert.Equal(12_345_678.123456789012m * 86_400_000m, state!.WeightedIndex);
    }

    private static SettlementTerms Of(InstrumentParameters instrument) =>
        SettlementTerms.Of(DatedVenue.With(Venue.Rules, instrument)).Single();

    private static SettlementState? Step(SettlementState? before, long until, decimal index, long? live = 1_000_000) =>
        SettlementMeter.Advance(Linear, before, Reading(index, live), new Instant(until));

    private static IndexReading Reading(decimal index, long? live = 100_000_000_000) =>
        new(new Price(index), live is { } until ? new Instant(until) : null);
}
