using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>What debts cost and when they are converted, as a risk officer writes it.</summary>
public sealed class DebtMembersTests
{
    [Fact]
    public void Every_asset_may_have_them_the_valuation_currency_too()
    {
        var reading = Parse("\"borrowRate\": \"0.05\", \"conversionLimit\": \"1000\", \"conversionFee\": \"0.005\"");
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new DebtRules { BorrowRate = new Rate(0.05m), ConversionLimit = new Amount(1_000m), ConversionFee = new Rate(0.005m) },
            reading.Content![new AssetId("USD")].Debt);
        Assert.Equal(DebtRules.None, reading.Content[new AssetId("BTC")].Debt);
    }

    [Theory]
    [InlineData("\"borrowRate\": \"-0.01\"", "borrowRate", "is not within 0 … 10; write 5 % a year as 0.05")]
    [InlineData("\"borrowRate\": \"10.1\"", "borrowRate", "is not within 0 … 10")]
    [InlineData("\"conversionLimit\": \"-1\"", "conversionLimit", "is not 0 or more with at most 6 decimals")]
    [InlineData("\"conversionLimit\": \"0.0000001\"", "conversionLimit", "at most 6 decimals, as the asset has")]
    [InlineData("\"conversionFee\": \"1\"", "conversionFee", "is not within 0 … 1 and below 1")]
    public void Wrong_ones_are_refused_where_they_are_wrong(string member, string path, string said)
    {
        var problem = Assert.Single(Parse(member).Problems);
        Assert.Equal($"assets.USD.{path}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    private static FileReading<RiskBook> Parse(string members) => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD",
          "assets": { "USD": { "scale": 6, {{members}} }, "BTC": { "scale": 8 } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } }
          }
        }
        """,
        default);
}
