using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>On what terms a venue lends against an asset, as a risk officer writes it.</summary>
public sealed class LoanMembersTests
{
    [Fact]
    public void They_are_read_and_an_asset_may_have_none()
    {
        var reading = Parse("0.75", "0.8", "0.05", "0.5");
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new LoanTerms(new Rate(0.75m), new Rate(0.8m), new Rate(0.05m), new Rate(0.5m)),
            reading.Content![new AssetId("BTC")].Loan);
        Assert.Null(reading.Content[new AssetId("USD")].Loan);
    }

    [Theory]
    [InlineData("0.81", "0.8", "0.05", "0.5", "loan-to-value 0.81 is above the liquidation threshold 0.8")]
    [InlineData("0.75", "0.96", "0.05", "0.5", "the liquidation threshold 0.96 × (1 + bonus 0.05) is above 1")]
    [InlineData("0.75", "0.8", "0.05", "0", "close factor 0 is not above 0")]
    public void Terms_that_cannot_be_are_refused_where_they_are_wrong(
        string loanToValue, string threshold, string bonus, string closeFactor, string said)
    {
        var problem = Parse(loanToValue, threshold, bonus, closeFactor).Problems[0];
        Assert.Equal("assets.BTC.loan", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    // Repaying r takes (1 + bonus) r: where that is all of what the threshold lends, nobody is worse off.
    [Fact]
    public void A_threshold_that_the_bonus_just_meets_is_allowed() =>
        Assert.Empty(Parse("0.5", "0.8", "0.25", "1").Problems);

    private static FileReading<RiskBook> Parse(
        string loanToValue, string threshold, string bonus, string closeFactor) => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD",
          "assets": { "USD": { "scale": 6 }, "BTC": { "scale": 8, "loan": {
            "loanToValue": {{loanToValue}}, "liquidationThreshold": {{threshold}},
            "liquidationBonus": {{bonus}}, "closeFactor": {{closeFactor}} } } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001",
              "tick": "0.1", "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } }
          }
        }
        """,
        default);
}
