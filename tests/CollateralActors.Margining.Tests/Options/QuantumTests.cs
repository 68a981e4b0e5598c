using CollateralActors.Margining.Options;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Options;

/// <summary>How a price leaves floating point.</summary>
public sealed class QuantumTests
{
    [Theory]
    [InlineData("0", "0", "0")]
    [InlineData("1.5", "1.5", "1.5")]
    [InlineData("0.0000000000000000000000000001", "0", "0.00000000000000000001")]
    [InlineData("-0.0000000000000000000000000001", "-0.00000000000000000001", "0")]
    [InlineData("-1.5", "-1.5", "-1.5")]
    [InlineData("0.123456789012345678901234", "0.12345678901234567890", "0.12345678901234567891")]
    [InlineData("-0.123456789012345678901234", "-0.12345678901234567891", "-0.12345678901234567890")]
    [InlineData("0.0000000000000000000000001", "0", "0.00000000000000000001")]
    [InlineData("-0.0000000000000000000000001", "-0.00000000000000000001", "0")]
    [InlineData("123456789012345678.1234567899", "123456789012345678.1234567899", "123456789012345678.1234567899")]
    public void A_value_is_rounded_to_20_decimals_in_the_stated_direction(string value, string down, string up)
    {
        var wide = Wide.Of(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

        // Nine digits before the point leave room for 19 decimals only.
        Assert.Equal(Number(down), Quantum.Down(wide), 10);
        Assert.Equal(Number(up), Quantum.Up(wide), 10);
        if (Math.Abs(wide.High) < 1e8)
            Assert.Equal((Number(down), Number(up)), (Quantum.Down(wide), Quantum.Up(wide)));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.3333333333333333333333333333")]
    [InlineData("12345678901234567890.123456789")]
    [InlineData("99999999999.99999999999999999")]
    public void A_decimal_keeps_all_of_its_digits(string text)
    {
        var value = Number(text);

        Assert.InRange(Quantum.Down(Wide.Of(value)), value - 0.000000001m, value);
        Assert.InRange(((Wide.Of(value) / Wide.Of(value / 3m)) - 3d).High, -1e-27, 1e-27);
    }
}
