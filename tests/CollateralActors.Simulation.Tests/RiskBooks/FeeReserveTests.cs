using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>What open orders reserve for fees, as a risk officer writes it.</summary>
public sealed class FeeReserveTests
{
    [Theory]
    [InlineData("", FeeReserve.None)]
    [InlineData("\"feeReserve\": \"none\",", FeeReserve.None)]
    [InlineData("\"feeReserve\": \"opening\",", FeeReserve.Opening)]
    [InlineData("\"feeReserve\": \"opening-and-closing\",", FeeReserve.OpeningAndClosing)]
    public void It_is_one_of_three_and_none_where_it_is_left_out(string member, FeeReserve reserve)
    {
        var reading = Parse(member);
        Assert.Empty(reading.Problems);
        Assert.Equal(reserve, reading.Content!.FeeReserve);
    }

    [Fact]
    public void Another_word_is_refused_where_it_stands()
    {
        var problem = Assert.Single(Parse("\"feeReserve\": \"open\",").Problems);
        Assert.Equal("feeReserve", problem.Place.Path);
        Assert.Contains("write none or opening or opening-and-closing", problem.Message, StringComparison.Ordinal);
    }

    private static FileReading<RiskBook> Parse(string member) => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD", {{member}}
          "assets": { "BTC": { "scale": 8 } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } }
          }
        }
        """,
        default);
}
