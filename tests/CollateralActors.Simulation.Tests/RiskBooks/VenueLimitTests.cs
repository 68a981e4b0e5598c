using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>Limits of what accounts and the whole venue may hold, as a risk officer writes them.</summary>
public sealed class VenueLimitTests
{
    [Fact]
    public void An_instrument_may_limit_positions()
    {
        Assert.Equal(12.5m, InstrumentOf("\"positionLimit\": \"12.5\"").PositionLimit);
        Assert.Null(InstrumentOf("\"makerFee\": \"0\"").PositionLimit);
    }

    [Theory]
    [InlineData("{ \"lower\": \"0\", \"upper\": \"30\" }", "0", "30", null)]
    [InlineData("{ \"limit\": \"50\" }", null, null, "50")]
    [InlineData("{ \"lower\": 10, \"upper\": \"30.5\", \"limit\": \"30\" }", "10", "30.5", "30")]
    public void An_instrument_may_have_rules_on_its_open_interest(string written, string? lower, string? upper, string? limit) => Assert.Equal(
        new OpenInterestRules(Size(lower), Size(upper), Size(limit)), InstrumentOf($"\"openInterest\": {written}").OpenInterest);

    [Fact]
    public void An_asset_may_count_less_the_more_of_it_the_venue_holds()
    {
        var btc = Book("\"makerFee\": \"0\"", "\"scale\": 8, \"concentrationStart\": \"5000000\", \"venueCap\": \"200.5\"").Assets
            .Single(asset => asset.Id.Value == "BTC");
        Assert.Equal((5_000_000m, 200.5m), (btc.Rules.ConcentrationStart?.Value, btc.Rules.VenueCap?.Value));
    }

    [Theory]
    [InlineData("concentrationStart", "0", "is not more than 0")]
    [InlineData("venueCap", "-1", "is not more than 0")]
    public void Wrong_limits_of_an_asset_are_refused_where_they_are_wrong(string member, string value, string said)
    {
        var problem = Assert.Single(Parse("\"makerFee\": \"0\"", $"\"scale\": 8, \"{member}\": \"{value}\"").Problems);
        Assert.Equal($"assets.BTC.{member}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"openInterest\": {}", "openInterest", "lower and upper, or limit, are expected here")]
    [InlineData("\"openInterest\": { \"lower\": 1 }", "openInterest.lower", "write both or neither")]
    [InlineData("\"openInterest\": { \"upper\": 1 }", "openInterest.upper", "write both or neither")]
    [InlineData("\"openInterest\": { \"lower\": 3, \"upper\": 3 }", "openInterest.upper", "above the lower one, 3")]
    [InlineData("\"openInterest\": { \"lower\": -1, \"upper\": 3 }", "openInterest.lower", "is below 0")]
    [InlineData("\"openInterest\": { \"limit\": 0 }", "openInterest.limit", "is not more than 0")]
    [InlineData("\"openInterest\": { \"limit\": 1, \"cap\": 2 }", "openInterest.cap", "'cap' is unknown here")]
    [InlineData("\"openInterest\": 5", "openInterest", "an object { … } is expected")]
    [InlineData("\"positionLimit\": \"0\"", "positionLimit", "is not more than 0")]
    [InlineData("\"positionLimit\": \"-1\"", "positionLimit", "is not more than 0")]
    [InlineData("\"positionLimit\": null", "positionLimit", "a number is expected here")]
    public void Wrong_limits_of_an_instrument_are_refused_where_they_are_wrong(string member, string path, string said)
    {
        var problem = Assert.Single(Parse(member, "\"scale\": 8").Problems);
        Assert.Equal($"instruments.P.{path}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    private static decimal? Size(string? text) =>
        text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static InstrumentParameters InstrumentOf(string member) => Assert.Single(Book(member, "\"scale\": 8").Instruments);

    private static RiskBook Book(string ofInstrument, string ofBtc)
    {
        var reading = Parse(ofInstrument, ofBtc);
        Assert.Empty(reading.Problems);
        return reading.Content!;
    }

    private static FileReading<RiskBook> Parse(string ofInstrument, string ofBtc) => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD",
          "assets": { "BTC": { {{ofBtc}} }, "USDT": { "scale": 6, "collateral": [ { "upTo": null, "haircut": "0" } ] } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USDT", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] }, {{ofInstrument}} }
          }
        }
        """,
        default);
}
