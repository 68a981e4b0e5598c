using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Options;

/// <summary>The mark of an option that has none of its own.</summary>
public sealed class OptionMarkTests
{
    [Property(MaxTest = 300)]
    public bool A_call_less_its_put_is_the_forward_less_the_strike_to_the_last_digit(uint price, uint strike, ushort volatility, ushort days)
    {
        var (forward, struck) = ((price % 100_000_000) * 0.01m + 0.01m, (strike % 100_000_000) * 0.01m + 0.01m);
        var (call, put) = (Option("C", OptionRight.Call, struck), Option("P", OptionRight.Put, struck));
        var market = Market(forward, (volatility + 1) * 0.0001m, days / 365m, call, put);

        return new[] { 1, -1 }.All(side =>
            market.Mark(call, side)!.Value.Value - market.Mark(put, side)!.Value.Value == forward - struck);
    }

    [Property(MaxTest = 300)]
    public bool A_short_is_marked_above_a_long_and_both_between_the_bounds(uint price, uint strike, ushort volatility, ushort days)
    {
        var (forward, struck) = ((price % 100_000_000) * 0.01m + 0.01m, (strike % 100_000_000) * 0.01m + 0.01m);
        var call = Option("C", OptionRight.Call, struck);
        var market = Market(forward, (volatility + 1) * 0.0001m, days / 365m, call);
        var (down, up) = (market.Mark(call, 1)!.Value.Value, market.Mark(call, -1)!.Value.Value);

        return down <= up && up - down <= 0.0000000001m && down >= Math.Max(0m, forward - struck) && up <= forward;
    }

    [Theory]
    [InlineData("0.00000005")]
    [InlineData("0.000000000001")]
    [InlineData("0.000000000000001")]
    public void On_a_tiny_forward_a_price_is_right_to_a_10_trillionth_of_it(string unit)
    {
        var forward = decimal.Parse(unit, System.Globalization.CultureInfo.InvariantCulture);
        var (call, large) = (Option("C", OptionRight.Call, forward * 1.1m), Option("C", OptionRight.Call, 1.1m));
        var (tiny, usual) = (Market(forward, 0.5m, 0.25m, call), Market(1m, 0.5m, 0.25m, large));

        foreach (var side in new[] { 1, -1 })
            Assert.InRange(
                (tiny.Mark(call, side)!.Value.Value / forward) - usual.Mark(large, side)!.Value.Value,
                -0.0000000000001m,
                0.0000000000001m);
    }

    [Fact]
    public void At_expiry_only_the_intrinsic_value_is_left()
    {
        var (call, put) = (Option("C", OptionRight.Call, 90m), Option("P", OptionRight.Put, 90m));
        var market = Market(100m, 3m, 0m, call, put);

        Assert.Equal((10m, 0m), (market.Mark(call)!.Value.Value, market.Mark(put, -1)!.Value.Value));
    }

    [Fact]
    public void The_time_left_follows_from_the_expiry_where_it_is_not_stated()
    {
        var call = Option("C", OptionRight.Call, 90m) with
        {
            Option = new OptionTerms(OptionRight.Call, new Price(90m), null),
            Expiry = new ExpiryTerms(new Instant(365L * 86_400_000L), TimeSpan.Zero, default, default),
        };
        var quotes = ImmutableSortedDictionary<InstrumentId, OptionQuote>.Empty.Add(call.Id, new OptionQuote(Rate(0.5m)));
        MarketView At(long time) => new(
            new FrameNumber(1), new Instant(time), Rules(), MarketAt(Rules(), [(Btc, 100m)]).IndexPrices, MarketAt(Rules()).Marks, quotes);

        Assert.Equal([1m, 0.5m, 0m], new[] { 0L, 365L * 43_200_000L, 400L * 86_400_000L }.Select(time => At(time).YearsToExpiry(call)!.Value));
        Assert.Null(MarketAt(Rules(), [(Btc, 100m)]).Mark(call));
    }

    [Fact]
    public void A_mark_of_its_own_stands()
    {
        var call = Option("C", OptionRight.Call, 90m);

        Assert.Equal(7m, MarketAt(Rules(), marks: [("C", 7m)]).Mark(call, -1)!.Value.Value);
    }

    private static MarketView Market(decimal price, decimal volatility, decimal years, params InstrumentParameters[] options) =>
        MarketAt(Rules(), [(Btc, price)], quotes: [.. options.Select(option => (option.Id.Value, volatility, years))]);
}
