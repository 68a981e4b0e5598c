using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Portfolios;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>Spot as a risk officer writes it.</summary>
public sealed class SpotMembersTests
{
    private const string Sound =
        "\"base\": \"BTC\", \"quote\": \"USDT\", \"contractSize\": 1, \"lot\": \"0.001\", \"tick\": \"0.1\", \"takerFee\": \"0.002\"";

    [Fact]
    public void Spot_has_two_assets_steps_and_fees()
    {
        var spot = Assert.Single(Parse(Sound).Content!.Instruments);
        Assert.Equal((InstrumentKind.Spot, "BTC", "USDT", "USDT"), (spot.Kind, spot.Base.Value, spot.Quote.Value, spot.Settle.Value));
        Assert.Equal((1m, 0.001m, 0.1m), (spot.ContractSize, spot.Lot.Contracts, spot.Tick.Value));
        Assert.Equal((Rate.Zero, new Rate(0.002m)), (spot.MakerFee, spot.TakerFee));
        Assert.Equal(MarginSchedule.None, spot.Margin);
    }

    [Theory]
    [InlineData("settle", "\"USDT\"", "spot is paid in its quote asset; leave it out")]
    [InlineData("margin", "{}", "nobody has a position in spot")]
    [InlineData("leverage", "5", "nobody has a position in spot")]
    [InlineData("funding", "{}", "nobody has a position in spot")]
    [InlineData("liquidationFee", "0", "nobody has a position in spot")]
    [InlineData("positionLimit", "1", "nobody has a position in spot")]
    [InlineData("openInterest", "{}", "nobody has a position in spot")]
    [InlineData("expiry", "\"2030-01-01T00:00:00Z\"", "nobody has a position in spot")]
    [InlineData("strike", "1", "nobody has a position in spot")]
    [InlineData("color", "1", "'color' is unknown here")]
    public void What_only_contracts_have_is_refused_where_it_is(string member, string value, string said) =>
        Refused($"{Sound}, \"{member}\": {value}", member, said);

    [Theory]
    [InlineData("\"quote\": \"USDT\"", "\"quote\": \"BTC\"", "quote", "the base is 'BTC' already")]
    [InlineData("\"quote\": \"USDT\"", "\"quote\": \"EUR\"", "quote", "the asset 'EUR' is not listed")]
    [InlineData("\"base\": \"BTC\"", "\"base\": \"EUR\"", "base", "the asset 'EUR' is not listed")]
    [InlineData("\"lot\": \"0.001\"", "\"lot\": \"0.000000001\"", "lot", "contract size × lot is 0.000000001 BTC, which is kept with 8 decimals")]
    [InlineData("\"tick\": \"0.1\"", "\"tick\": \"0.0001\"", "tick", "contract size × lot × tick is 0.0000001 USDT, which is kept with 6 decimals")]
    [InlineData("\"lot\": \"0.001\"", "\"lot\": 0", "lot", "is not more than 0")]
    [InlineData("\"contractSize\": 1", "\"contractSize\": \"1.0000000000001\"", "contractSize", "more than 12 decimals")]
    public void What_cannot_be_exchanged_to_the_last_digit_is_refused(string sound, string wrong, string member, string said) =>
        Refused(Sound.Replace(sound, wrong, StringComparison.Ordinal), member, said);

    // A contract of 0.01 BTC: a lot is 0.00001 BTC, which at a tick of 0.01 are 0.0000001 USDT.
    [Fact]
    public void Steps_are_judged_by_what_a_contract_is()
    {
        var small = Sound.Replace("\"contractSize\": 1", "\"contractSize\": \"0.01\"", StringComparison.Ordinal);
        Assert.Empty(Parse(small).Problems);
        Refused(small.Replace("\"0.1\"", "\"0.01\"", StringComparison.Ordinal), "tick", "is 0.0000001 USDT");
    }

    [Fact]
    public void Numbers_that_no_decimal_can_hold_the_product_of_are_refused_and_no_exception() => Assert.NotEmpty(Parse(
        Sound.Replace("\"contractSize\": 1,", "\"contractSize\": \"9000000000000000000000000\",", StringComparison.Ordinal)
            .Replace("\"0.001\"", "\"9000000000000\"", StringComparison.Ordinal)).Problems);

    [Fact]
    public void A_portfolio_has_balances_instead()
    {
        var text = $"{{ \"valuation\": \"USD\", {Assets}, \"instruments\": {{ \"S\": {{ \"kind\": \"spot\", {Sound} }} }}, \"accounts\": [] }}";
        Assert.Contains(PortfolioReader.Parse("p.jsonc", text).Problems, problem =>
            problem.Place.Path == "instruments.S.kind" && problem.Message.Contains("write a balance instead", StringComparison.Ordinal));
    }

    private const string Assets =
        "\"assets\": { \"USD\": { \"scale\": 2 }, \"USDT\": { \"scale\": 6 }, \"BTC\": { \"scale\": 8 } }";

    private static void Refused(string spot, string member, string said) => Assert.Contains(
        Parse(spot).Problems,
        problem => problem.Place.Path == $"instruments.S.{member}" && problem.Message.Contains(said, StringComparison.Ordinal));

    private static FileReading<RiskBook> Parse(string spot) => RiskBookReader.Parse(
        "book.jsonc",
        $"{{ \"valuation\": \"USD\", {Assets}, \"instruments\": {{ \"S\": {{ \"kind\": \"spot\", {spot} }} }} }}",
        default);
}
