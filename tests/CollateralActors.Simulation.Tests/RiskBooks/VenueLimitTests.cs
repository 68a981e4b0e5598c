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
    [InlineData("\"positionLimit\": \"0\"", "positionLimit", "is not more than 0")]
    [InlineData("\"positionLimit\": \"-1\"", "positionLimit", "is not more than 0")]
    [InlineData("\"positionLimit\": null", "positionLimit", "a number is expected here")]
    public void Wrong_limits_of_an_instrument_are_refused_where_they_are_wrong(string member, string path, string said)
    {
        var problem = Assert.Single(Parse(member, "\"scale\": 8").Problems);
        Assert.Equal($"instruments.P.{path}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

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
