using System.Globalization;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class TradeBookingTests
{
    [Fact]
    public void A_linear_trade_is_posted_in_settle_units() => Check(Linear(BtcPerp, Btc, 0.001m, 0.1m), 6, """
        held   | entry      | trade  | price   | entry change       | realised  | rounding         | fee
        0      | 0          | 1      | 50000   | 50000              | 0         | 0                | 10
        1      | 50000      | 1      | 51000   | 51000              | 0         | 0                | 10.2
        2      | 100000     | -1     | 51000   | -50000             | 1000      | 0                | 10.2
        1      | 50000      | -1     | 49000   | -50000             | -1000     | 0                | 9.8
        1      | 50000      | -3     | 51000   | -152000            | 1000      | 0                | 30.6
        -2     | -100000    | 1      | 49000   | 50000              | 1000      | 0                | 9.8
        -1     | -50000     | 1.5    | 52000   | 76000              | -2000     | 0                | 15.6
        0.003  | 100.000001 | -0.001 | 40000   | -33.33333366666667 | 6.666666  | 0.00000033333333 | 0.008
        0.003  | 100.000001 | -0.001 | 30000   | -33.33333366666667 | -3.333334 | 0.00000033333333 | 0.006
        0      | 0          | 0.001  | 50000.1 | 50.0001            | 0         | 0                | 0.010001
        """);

    [Fact]
    public void An_inverse_trade_is_posted_in_coins() => Check(Inverse, 8, """
        held | entry | trade | price | entry change       | realised    | rounding           | fee
        0    | 0     | 10    | 50000 | 0.02               | 0           | 0                  | 0.000004
        10   | 0.02  | -10   | 40000 | -0.02              | -0.005      | 0                  | 0.000005
        -10  | -0.02 | 10    | 40000 | 0.02               | 0.005       | 0                  | 0.000005
        10   | 0.02  | -15   | 40000 | -0.0325            | -0.005      | 0                  | 0.0000075
        0    | 0     | 1     | 30000 | 0.0033333333333333 | 0           | 0                  | 0.00000067
        10   | 0.02  | -1    | 30000 | -0.002             | -0.00133334 | 0.0000000066666667 | 0.00000067
        """);

    [Property(MaxTest = 500)]
    public void Both_sides_of_a_trade_give_amounts_that_sum_to_0_and_nothing_is_lost_on_the_way(int seed)
    {
        var random = new Random(seed);
        foreach (var (instrument, scale) in new[] { (Linear(BtcPerp, Btc, 0.001m, 0.1m), 6), (Inverse, 8) })
        {
            var (quantity, price) = (new Quantity(random.Next(1, 5_000)), new Price(random.Next(1, 2_000_000) / 10m));
            var mine = TradeBooking.Book(instrument, Held(random, instrument, scale), quantity, price, instrument.TakerFee, scale);
            var theirs = TradeBooking.Book(instrument, Held(random, instrument, scale), -quantity, price, instrument.MakerFee, scale);
            Assert.Equal((seed, 0m), (seed, (mine.Given + theirs.Given).Value));
            foreach (var posting in new[] { mine, theirs })
            {
                Assert.InRange(posting.Rounding.Value, 0m, (decimal)Math.Pow(10, -scale));
                Assert.True(Decimals.FitsScale(posting.RealisedPnl.Value, scale) && Decimals.FitsScale(posting.Fee.Value, scale));
                Assert.True(posting.Fee.Value >= 0m);
                var claim = instrument.IsInverse ? posting.EntryValueChange : -posting.EntryValueChange;
                Assert.Equal((seed, claim), (seed, posting.ClaimChange));
            }
        }
    }

    // 12 digits before the point and 16 behind it are all that a decimal holds: twelve decimals leave four as a guard.
    [Property(MaxTest = 200)]
    public void Large_values_in_an_asset_of_many_decimals_lose_no_digit(int seed)
    {
        var random = new Random(seed);
        var instrument = Linear(BtcPerp, Btc, 0.0000001m, 0.0000001m);
        var (position, given, posted) = (default(AccountPosition), Fraction.Zero, Fraction.Zero);
        for (var i = 0; i < 20; i++)
        {
            var quantity = new Quantity((random.NextInt64(1, 2_000_000_000_000) - 1_000_000_000_000) / 10_000_000m);
            var price = new Price(random.NextInt64(1, 1_000_000_000_000) / 10_000_000m);
            if (quantity == Quantity.Zero)
                continue;
            var posting = TradeBooking.Book(instrument, position, quantity, price, Rate.Zero, 12);
            position = TradeBooking.After(position, quantity, posting.EntryValueChange);
            given += posting.Given.Value;
            posted += (Fraction)posting.RealisedPnl.Value + posting.Rounding.Value;
            Assert.True(Decimals.FitsScale(position.EntryValue.Value, 16), $"seed {seed}");
            Assert.True(given + posted == position.EntryValue.Value, $"seed {seed}");
        }
    }

    private static AccountPosition Held(Random random, InstrumentParameters instrument, int scale)
    {
        var (quantity, price) = (new Quantity(random.Next(-5_000, 5_001)), new Price(random.Next(1, 2_000_000) / 10m));
        return new AccountPosition(quantity, TradeBooking.ValueOf(instrument, quantity, price, scale));
    }

    /// <summary>The maker fee of the venue is 0.02 %; the two values on the left are the position before.</summary>
    private static void Check(InstrumentParameters instrument, int scale, string table)
    {
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Split('|').Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var before = new AccountPosition(new Quantity(cells[0]), new Amount(cells[1]));
            var posting = TradeBooking.Book(
                instrument, before, new Quantity(cells[2]), new Price(cells[3]), instrument.MakerFee, scale);
            var found = new[] { posting.EntryValueChange, posting.RealisedPnl, posting.Rounding, posting.Fee };
            Assert.Equal((line, string.Join(' ', cells[4..])), (line, string.Join(' ', found.Select(amount => amount.ToString()))));
            Assert.Equal(instrument.Settle, posting.Settle);
        }
    }
}
